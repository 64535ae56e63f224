"""All that is said in answering one question, over as many rounds as that takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer.answer import Answer
from bot.answer.citations import Cited, Source, cited
from bot.answer.steps import CALLS, Step, steps
from bot.conversation.conversation import Block, Turn


class Speech:
    """Answers in a row: what earlier rounds said stays, the newest one is still being said."""

    def __init__(self, said: Iterable[Turn] = ()) -> None:
        self._rounds: list[Sequence[Block]] = []
        self._results: dict[str, Block] = {}
        self._cited = Cited()
        self._answer: Answer | None = None
        self._aside = ""
        self.resume(said)

    def resume(self, said: Iterable[Turn]) -> None:
        """Go on after `said`, which another worker lived to keep."""
        for turn in said:
            self._keep(turn.content)

    def begin(self) -> Answer:
        """A new round; its deltas go into the answer returned."""
        if self._answer:
            content, lost = self._answer.content(), not self._answer.complete
            self._keep(content)
            self._settle([content] if lost else [], {"is_error": True})
        self._settle(self._rounds, {}, ("tool_use",))  # nobody goes on without their results
        self._answer, self._aside = Answer(), ""
        return self._answer

    def used(self, results: Iterable[Block]) -> None:
        """What our own tools answered to the calls of the last round."""
        self._results |= {str(block.get("tool_use_id")): block for block in results}

    @property
    def answer(self) -> Answer | None:
        """The newest round; None before the first one."""
        return self._answer

    def wait(self, aside: str) -> None:
        """Say beside the answer why nothing comes."""
        self._aside = aside

    @property
    def text(self) -> str:
        """Everything readable so far, with the markers of what it cites; it only ever grows."""
        if self._answer:
            self._cited.hear(self._answer.content(), self._answer.over)
        return self._cited.text

    @property
    def whole(self) -> str:
        """Everything readable, now that no more comes, and the list of what it cites at its end."""
        last = [self._answer.content()] if self._answer else []
        return cited([*self._rounds, *last])

    @property
    def sources(self) -> tuple[Source, ...]:
        """What is cited so far: number 1 is the first."""
        return self._cited.sources if self.text else ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done for the answer so far, oldest first, over all its rounds.

        It only grows; a step that is done or failed stays as it is. Once the answer has ended
        without its end, `stopped` says so of those that were still running.
        """
        before = [block for content in self._rounds for block in content]
        if not self._answer:
            return tuple(steps(before, len(before), self._results))
        now = self._answer.content()
        return tuple(steps([*before, *now], len(before) + self._answer.over, self._results))

    @property
    def doing(self) -> str:
        """What goes on: see `Answer.doing`, or why nothing does ("waiting", "busy", "using")."""
        return self._aside or (self._answer.doing if self._answer else "")

    @property
    def subject(self) -> str:
        """What it is about, where that is known."""
        return "" if self._aside or not self._answer else self._answer.subject

    def _keep(self, content: Sequence[Block]) -> None:
        self._rounds.append(content)
        self._cited.hear(content, len(content))
        self._cited.next()

    def _settle(
        self, rounds: Iterable[Sequence[Block]], result: Block, kinds: Sequence[str] = CALLS
    ) -> None:
        """Say that the calls without a result have come to `result`."""
        for content in rounds:
            for block in content:
                if block.get("type") in kinds:
                    self._results.setdefault(str(block.get("id")), result)
