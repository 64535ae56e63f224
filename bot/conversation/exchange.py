"""One question with its answer, in every version: the newest that was answered is what counts.

The log is only appended to. A question that is answered anew keeps its place in the thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.conversation.turn import Turn

Kept = tuple[int, Turn]
"""A turn, and its index in the log."""


@dataclass(slots=True, eq=False)
class Version:
    """One way in which a question was put, and what was said to it.

    `anew` names the asking that wanted another answer ("" for the first one), `of` the words that
    were asked ("" as they were first, see `Asking.of`). Without a turn that asks, it has those of
    the version before it.
    """

    anew: str = ""
    of: str = ""
    turns: list[Kept] = field(default_factory=list)
    withdrawn: bool = False

    @property
    def asking(self) -> list[Kept]:
        """The turns in which it was asked, one for each question that is part of it."""
        return [kept for kept in self.turns if kept[1].asks]

    @property
    def answered(self) -> bool:
        """Whether all of its answer was kept."""
        return bool(self.turns) and self.turns[-1][1].ends


@dataclass(slots=True, eq=False)
class Exchange:
    """A question, or several that were asked as one; `place` is where it stands in the thread."""

    place: int
    versions: list[Version] = field(default_factory=lambda: [Version()])
    dropped: set[str] = field(default_factory=set)

    @property
    def newest(self) -> Version:
        """The version that was begun last."""
        return self.versions[-1]

    @property
    def counts(self) -> Version | None:
        """The newest version that was answered, else the newest; None if all is withdrawn."""
        left = [version for version in self.versions if not version.withdrawn]
        answered = [version for version in left if version.answered]
        found = answered or left
        return found[-1] if found else None

    @property
    def members(self) -> list[str]:
        """The ids of the questions that are part of it, and were not taken back."""
        asked = dict.fromkeys(turn.asked for v in self.versions for _, turn in v.asking)
        return [one for one in asked if one not in self.dropped]

    def line(self, version: Version) -> list[Kept]:
        """The turns of a version, with the words that it has from an earlier one before them."""
        asking = version.asking
        if not asking:
            before = self.versions[: self.versions.index(version)]
            asking = next((v.asking for v in reversed(before) if v.asking), [])
            return [*self._left(asking), *version.turns]
        return self._left(version.turns)

    def _left(self, turns: Sequence[Kept]) -> list[Kept]:
        gone = self.dropped
        return [kept for kept in turns if not (kept[1].asks and kept[1].asked in gone)]

    def add(self, index: int, turn: Turn) -> None:
        """One more turn of the newest version, or of a new one if it says the same once more."""
        said = {kept.asked for _, kept in self.newest.asking}
        if turn.asks and turn.asked in said:  # as the first bot kept what was asked again
            self.versions.append(Version())
        self.newest.turns.append((index, turn))


@dataclass(slots=True, eq=False)
class Log:
    """All turns of a thread, read once: its exchanges in their order, and what is not of one.

    `marks` end epochs or fold; `taken` tells at which index of the log what stood at which place
    was taken back. Turns of no question, which nobody could ask anew, stand where they were kept.
    """

    exchanges: dict[str, Exchange] = field(default_factory=dict)
    marks: list[Kept] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    _nameless: int = 0

    @classmethod
    def read(cls, turns: Sequence[Turn]) -> Log:
        """What `turns`, in the order they were kept, come to."""
        log = cls()
        for index, turn in enumerate(turns):
            if turn.role == "mark":
                log._mark(index, turn)
            else:
                named = log._named(turn)
                log._at(named.question).add(index, named)
        return log

    def holding(self, question: str) -> str | None:
        """The id of the exchange that `question` is part of, first or not; None if of none."""
        if question in self.exchanges:
            return question
        held = (name for name, each in self.exchanges.items() if question in each.members)
        return next(held, None)

    def line(self, asking: str = "") -> list[Kept]:
        """What counts, in the order of the thread; of `asking` the newest version, nothing after.

        "" for all of it.
        """
        kept: list[Kept] = []
        for name, exchange in self.exchanges.items():
            counts = exchange.newest if name == asking else exchange.counts
            if counts and not counts.withdrawn:
                kept += exchange.line(counts)
            if name == asking:
                break
        return kept

    def breaks(self, line: Sequence[Kept]) -> int:
        """How many turns of `line` stand on something that has changed since they were said."""
        places = {name: exchange.place for name, exchange in self.exchanges.items()}
        latest, broken = -1, 0
        for at, (index, turn) in enumerate(line, 1):
            place = places[turn.question]
            lacks = any(index < when and place > where for when, where in self.taken)
            broken = at if lacks or index < latest else broken
            latest = max(latest, index)
        return broken

    def _named(self, turn: Turn) -> Turn:
        """The turn of a question; one of none begins an exchange of its own where it asks."""
        if turn.question:
            return turn
        self._nameless += turn.asks
        return replace(turn, question=f"\0{self._nameless}")

    def _at(self, question: str) -> Exchange:
        return self.exchanges.setdefault(question, Exchange(len(self.exchanges)))

    def _mark(self, index: int, turn: Turn) -> None:
        about = turn.about
        if "anew" in about:
            version = Version(str(about["anew"]), str(about.get("of") or ""))
            exchange = self._at(turn.question)
            exchange.versions = [v for v in exchange.versions if v.turns] + [version]
        elif "withdraws" in about:
            self._withdraw(index, str(about["withdraws"]))
        elif "drops" in about:
            self._drop(index, str(about["drops"]))
        else:
            self.marks.append((index, turn))

    def _withdraw(self, index: int, question: str) -> None:
        if exchange := self.exchanges.get(question):
            for version in exchange.versions:
                version.withdrawn = True
            self.taken.append((index, exchange.place))

    def _drop(self, index: int, question: str) -> None:
        if (name := self.holding(question)) is None:
            return
        exchange = self.exchanges[name]
        exchange.dropped.add(question)
        self.taken.append((index, exchange.place))
        if not exchange.members:
            self._withdraw(index, name)
