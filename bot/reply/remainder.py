"""The Markdown that a message shows and what is left of it: where to cut, and how that looks there.

What Slack has is known to the letter and is not read again, but for the line in which it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.reply.calm import Cuts, Point, lead
from bot.reply.inert import Inert

AHEAD = 30_000
"""Characters that are looked at for the next piece: three messages, were they all ASCII."""
_MARK = "\ue000"
"""Stands for the word that follows a cut while what comes before it is made inert."""


@dataclass(slots=True)
class Remainder:
    """`text` begins where the message does; `taken` characters of it are shown."""

    text: str = ""
    taken: int = 0
    _cuts: Cuts = field(default_factory=Cuts)
    _inert: Inert = field(default_factory=Inert)
    _pages: dict[int, str] = field(default_factory=dict)

    def push(self, more: str) -> None:
        """Take more of it: a page that is cut off where the text ended is another one now."""
        self.text += more
        self._pages.clear()

    def take(self, at: int) -> None:
        """It is shown up to there."""
        begun = self._cuts.begun
        self.taken = at
        self._cuts.settle(self.text, at)
        self._inert.push(self.text[begun : self._cuts.begun])
        self._pages.clear()

    def behind(self, point: Point) -> Remainder:
        """What the next message begins with, if this one ends there."""
        begin = self.text.rfind("\n", 0, point.at) + 1
        if self.text[begin : point.at].strip():
            begin = point.at
        return Remainder(point.again + self.text[begin:])

    def cuts(self, *, ended: bool) -> tuple[Sequence[Point], bool]:
        """The places to cut at, in order; and whether there is no text behind them.

        `ended`: all has been said, so that its end is one.
        """
        window = self.text[: self.taken + AHEAD]
        last = len(window) == len(self.text)
        return self._cuts.points(window, self.taken, whole=ended and last), last

    def cut(self, at: int) -> Point:
        """A cut there, wherever that is."""
        return self._cuts.left(self.text, at)

    @property
    def here(self) -> Point:
        """The cut at which the message stands."""
        return self.cut(self.taken)

    def page(self, place: Point) -> str:
        """What the message shows if it is cut there."""
        if (known := self._pages.get(place.at)) is not None:
            return known
        begun = self.text[self._cuts.begun : place.at]
        if place.at == len(self.text):
            page = self._inert.trying(begun).lstrip()
        else:
            marks = "" if place.close else lead(self.text, place.at)
            page = self._inert.trying(f"{begun}{marks or ''}{_MARK}").lstrip()
            page = _before(page, line=marks is not None)
        self._pages[place.at] = page
        return page


def _before(page: str, *, line: bool) -> str:
    """What stands on `page` before the mark, or before its `line` but for the blanks there."""
    at = max(0, page.rfind(_MARK))
    if not line:
        return page[:at]
    start = page.rfind("\n", 0, at) + 1
    blanks = len(page[start:at]) - len(page[start:at].lstrip())
    return page[: start + blanks]
