"""All that is said in answering one question, over as many rounds as that takes."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answer.answer import Answer
from bot.conversation.conversation import Turn, text


class Speech:
    """Answers in a row: what earlier rounds said stays, the newest one is still being said."""

    def __init__(self, said: Iterable[Turn] = ()) -> None:
        self._before = ""
        self._answer: Answer | None = None
        self._aside = self._about = ""
        self.resume(said)

    def resume(self, said: Iterable[Turn]) -> None:
        """Go on after `said`, which another worker lived to keep."""
        for turn in said:
            self._before = _joined(self._before, text(turn.content))

    def begin(self) -> Answer:
        """A new round; its deltas go into the answer returned."""
        if self._answer:
            self._before = self.text
        self._answer, self._aside = Answer(), ""
        return self._answer

    @property
    def answer(self) -> Answer | None:
        """The newest round; None before the first one."""
        return self._answer

    def wait(self, aside: str, about: str = "") -> None:
        """Say beside the answer why nothing comes, and how far that is."""
        self._aside, self._about = aside, about

    @property
    def text(self) -> str:
        """Everything readable so far."""
        return _joined(self._before, self._answer.text if self._answer else "")

    @property
    def doing(self) -> str:
        """What goes on: see `Answer.doing`, or why nothing does ("waiting", "busy", "using")."""
        return self._aside or (self._answer.doing if self._answer else "")

    @property
    def subject(self) -> str:
        """What it is about, where that is known."""
        if self._aside:
            return self._about
        return self._answer.subject if self._answer else ""


def _joined(before: str, after: str) -> str:
    gap = "\n\n" if before and after else ""
    return before + gap + after
