"""What has been said in a thread: turns of content blocks, kept as they came.

Only ever appended to. What the API is sent is derived (`messages`), never stored back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.conversation.exchange import Kept, Log, Version
from bot.conversation.turn import STOPPED, UNFINISHED, Block, Role, Turn, block, merged, text

__all__ = (
    "STOPPED",
    "UNFINISHED",
    "Block",
    "Conversation",
    "Role",
    "Turn",
    "block",
    "merged",
    "text",
)
_TOKEN = 3  # characters, the fewest that one is worth in ordinary prose
_PICTURE = 6_400  # characters that a picture or a page is about worth, whatever it weighs
_LEAD = "What was said in this thread before, in short. It is for you to draw on."
_MOVED = Turn("mark", (), about={"epoch_ends": True})


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one thread, oldest first, as they were kept.

    `asking` is the question that is being answered, where it is not the last one of the thread:
    what stands behind it is then not yet said. `forgot` is Slack's ts before which all was to be
    forgotten, "" for nothing.
    """

    turns: tuple[Turn, ...] = ()
    asking: str = ""
    forgot: str = ""

    def add(self, *turns: Turn) -> Conversation:
        """The conversation, some turns later."""
        return replace(self, turns=(*self.turns, *turns))

    def upon(self, question: str) -> Conversation:
        """The same, as it is for whoever answers `question`."""
        return replace(self, asking=question)

    def newest(self, question: str) -> Version | None:
        """The version of a question's exchange that was begun last; None for one never asked."""
        exchange = self._log().exchanges.get(question)
        return exchange.newest if exchange else None

    def lacks(self, question: str, anew: str, of: str) -> tuple[list[Turn], bool] | None:
        """What to keep before that question is answered; None if it is all there.

        That is the mark of a new version, where one is wanted, and whether its words (`of`) have
        to be kept, too. `anew` is "" for whoever is content with any answer to these words.
        """
        last = self.newest(question)
        same = last is not None and last.of == of
        if last and same and not last.withdrawn and anew in ("", last.anew):
            return None
        mark = Turn("mark", (), question, {"anew": anew, "of": of})
        return [mark] if last or of or anew else [], not same

    def answered(self, question: str) -> Turn | None:
        """The last turn of the answer to that question, if all of it has been kept."""
        version = self.newest(question)
        return version.turns[-1][1] if version and version.answered else None

    def awaits(self, question: str) -> bool:
        """Whether that question was asked, and its answer is open."""
        version = self.newest(question)
        return bool(version and not version.withdrawn and not version.answered)

    def said(self, question: str) -> list[Turn]:
        """The assistant's turns in answering that question as asked last, in all its rounds."""
        return _spoken(self.newest(question))

    def stands(self, question: str) -> list[Turn]:
        """The same of the answer that counts, though a new one may be open; [] where none does."""
        exchange = self._log().exchanges.get(question)
        counts = exchange.counts if exchange else None
        return _spoken(counts) if counts and counts.answered else []

    def earlier(self, question: str) -> list[list[Turn]]:
        """What was answered to that question before the answer that counts now, oldest first."""
        if (exchange := self._log().exchanges.get(question)) is None:
            return []
        counts = exchange.counts
        return [_spoken(v) for v in exchange.versions if v.answered and v is not counts]

    def holding(self, question: str) -> str | None:
        """The exchange that a question is part of, by the id of its first; None for none."""
        return self._log().holding(question)

    def members(self, question: str) -> list[str]:
        """The questions that were asked as one with that first one, those taken back left out."""
        exchange = self._log().exchanges.get(question)
        return exchange.members if exchange else []

    def again(self) -> list[tuple[str, bool]]:
        """What may be asked again, the likeliest first, and whether it was answered.

        That is the last question without an answer, if there is one, and else the last of all.
        """
        told = [
            (name, bool(each.counts), bool(each.counts and each.counts.answered))
            for name, each in reversed(self._log().exchanges.items())
        ]
        open_ = [(name, False) for name, counts, answered in told if counts and not answered]
        return [*open_, *((name, answered) for name, _, answered in told)]

    def opens(self, question: str) -> bool:
        """Whether nothing stands in the thread before that question."""
        return next(iter(self._log().exchanges), question) == question

    @property
    def since(self) -> str:
        """Slack's ts before which nothing is to be read; "" for nothing.

        An older bot kept a mark that said so.
        """
        marked = (str(turn.about.get("forgot") or "") for turn in self.turns)
        return max((self.forgot, *marked))

    def round(self, question: str) -> Turn | None:
        """What was said last in answering that question as asked last."""
        if (exchange := self._log().exchanges.get(question)) is None:
            return None
        line = exchange.line(exchange.newest)
        return line[-1][1] if line else None

    def kept(self, question: str) -> int:
        """How many turns of that question are kept, marks too: the ordinal of its next one."""
        return sum(turn.question == question for turn in self.turns)

    def current(self) -> tuple[Turn, ...]:
        """The turns that still count, marks included: a summary in place of what it folds."""
        log = self._log()
        summary, upto = self._summary()
        line = _unfolded(log.line(self.asking), upto)
        left = _marked(line, log)
        return (summarized(summary), *left) if summary else left

    def upto(self, tokens: int) -> int:
        """The index before which to fold, so that about `tokens` stay as they are, or half of all.

        The lesser of the two, by estimate. The cut is where somebody asked something new: an
        exchange stays or goes as a whole, the last one stays. 0 where nothing is left to fold.
        """
        _, folded = self._summary()
        asked = [at for at, turn in enumerate(self.turns) if at > folded and turn.asks]
        if not asked:
            return 0
        left = _weights(self.turns)
        room = min(tokens * _TOKEN, left[folded] // 2)
        return next((at for at in asked if left[at] <= room), asked[-1])

    def messages(self) -> list[dict[str, Any]]:
        """The turns as the API wants them: alternating, questions in a row made one."""
        return merged(self.current())

    def _log(self) -> Log:
        return Log.read(self.turns)

    def _summary(self) -> tuple[str, int]:
        """The last summary, and how many turns it stands for; "" and 0 if there is none."""
        for turn in reversed(self.turns):
            upto = turn.about.get("upto")
            if turn.role == "mark" and isinstance(upto, int):
                return str(turn.about.get("summary") or ""), min(max(upto, 0), len(self.turns) - 1)
        return "", 0


def _spoken(version: Version | None) -> list[Turn]:
    turns = version.turns if version else []
    return [turn for _, turn in turns if turn.role == "assistant"]


def _unfolded(line: Sequence[Kept], upto: int) -> list[Kept]:
    """What no summary stands for: an exchange stays as a whole if any turn of it does."""
    stay = {turn.question for index, turn in line if index >= upto}
    return [kept for kept in line if kept[1].question in stay]


def summarized(summary: str) -> Turn:
    """The turn that a summary stands in, in place of what it sums up."""
    return Turn("user", (block(f"<earlier_in_short>\n{_LEAD}\n\n{summary}\n</earlier_in_short>"),))


def _marked(line: Sequence[Kept], log: Log) -> tuple[Turn, ...]:
    """The turns of `line`, and behind the last one that a mark is meant for, that mark."""
    marks: dict[int, list[Turn]] = {}
    for index, mark in log.marks:
        behind = max((at for at, (kept, _) in enumerate(line, 1) if kept < index), default=0)
        marks.setdefault(behind, []).append(mark)
    if broken := log.breaks(line):
        marks.setdefault(broken, []).append(_MOVED)
    marked = [*marks.get(0, ())]
    for at, (_, turn) in enumerate(line, 1):
        marked += [turn, *marks.get(at, ())]
    return tuple(marked)


def _weights(turns: Sequence[Turn]) -> list[int]:
    """The characters from each turn on to the end."""
    left = [0]
    for turn in reversed(turns):
        left.append(left[-1] + _weight(list(turn.content)))
    return left[:0:-1]


def _weight(part: Any) -> int:
    if isinstance(part, str):
        return len(part)
    if isinstance(part, Mapping):
        if part.get("type") == "base64":
            return _PICTURE
        return sum(map(_weight, part.values()))
    return sum(map(_weight, part)) if isinstance(part, list | tuple) else 1
