"""What to append to a native stream next; the clock belongs to the caller.

A stream is one Slack message that only grows, for a few minutes and some kilobytes
(facts/slack.md §1.3). So an answer is cut into several, each a Markdown text of its own, and what
was appended is known to the letter: nothing is said twice, and nothing is lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from bot.reply.calm import Point
from bot.reply.deck import Card, Deck
from bot.reply.handover import Handover
from bot.reply.remainder import Remainder

LIMIT = 9_000
"""UTF-8 bytes of one message; Slack was seen to refuse from 10,600 on."""
SOFT = 6_000
"""Bytes after which a message is turned at the next paragraph."""
LIFETIME = 240.0
"""Seconds after which a message is turned in any case; Slack ends it after 300."""
AGEING = 0.75
"""The part of its life after which it is turned at the next paragraph."""
_END = "\u200b"
"""Nobody sees it: what follows is not at the front of a chunk, so that its line break is kept."""


class Astray(Exception):
    """What is shown is not how the answer begins any more: it can't be gone on with."""


_TRIES = 4
"""Cuts that are tried, the best first, for one before which the text stands as it is shown."""
_HOLD = 600
"""Characters that may wait for what is shown to be how the text begins; then it never will."""
_START = Point(0, 0)
Then = Literal["on", "turn", "end"]


@dataclass(frozen=True, slots=True)
class Piece:
    """What to append: text, and steps. `then`: the stream goes on, is turned, or has its end.

    `point` is where the answer's text is cut by it.
    """

    text: str
    cards: tuple[Card, ...]
    then: Then
    point: Point


@dataclass(slots=True)
class Scroll:
    """Push the text so far and the steps, get the next piece, and say once Slack has it.

    `turned` are the texts of the messages that are full, `shown` that of the one that grows, and
    `deck` its steps.
    """

    turned: list[str] = field(default_factory=list)
    shown: str = ""
    lifetime: float = LIFETIME
    deck: Deck = field(default_factory=Deck)
    _rest: Remainder = field(default_factory=Remainder)
    _again: Point = _START
    _said: str = ""

    def push(self, text: str, cards: Sequence[Card] = ()) -> bool:
        """Take all that is said so far; False if that is another text than was said before."""
        if not text.startswith(self._said):
            return False
        self._rest.push(text[len(self._said) :])
        self._said = text
        self.deck.push(cards)
        self._unlead()
        return True

    @property
    def handover(self) -> Handover:
        """What another transport has to know, to go on with this reply."""
        return Handover(tuple(self.turned), self._rest.text, self._said)

    @property
    def texts(self) -> list[str]:
        """What each message shows, as far as Slack has confirmed it."""
        return [*self.turned, *([self.shown] if self.shown or self.deck.shown else [])]

    def next(self, age: float | None, *, ended: bool = False) -> Piece | None:
        """What to append to the stream, which is `age` seconds old; None for nothing.

        `age` None: there is no stream, and the piece begins one. `ended`: all has been said.
        `Astray` if the text has become another one than is shown.
        """
        cuts, last = self._rest.cuts(ended=ended)
        fits = self._fitting(cuts, self._room)
        if fits < len(cuts) or not (cuts or last):
            return self._turn(cuts[:fits])
        if ended and last:
            return self._end(cuts)
        if age is not None and age >= self.lifetime:
            return self._turn(cuts) if self.shown or self.deck.shown else None
        return self._go_on(cuts, age or 0.0)

    def _fitting(self, cuts: Sequence[Point], room: int) -> int:
        """How many of the cuts leave the message within `room`."""
        if not cuts or _size(self._rest.page(cuts[-1])) <= room:
            return len(cuts)
        return bisect_left(cuts, x=True, key=lambda cut: _size(self._rest.page(cut)) > room)

    def sent(self, piece: Piece) -> None:
        """Slack has it."""
        self.shown += piece.text
        self._rest.take(piece.point.at)
        self.deck.sent(piece.cards)
        if piece.then == "turn":
            self._leave(piece.point)

    def _leave(self, point: Point) -> None:
        """The message is full: begin another one."""
        self.turned.append(self.shown)
        self._again = point
        self._rest = self._rest.behind(point)
        self.shown = ""
        self.deck.turn()

    def _unlead(self) -> None:
        """Do not open again, on the next message, what is closed there at once."""
        lead, shut = self._again.again, self._again.close
        if not shut or self.shown or not self._rest.text.startswith(lead):
            return
        line, broken, rest = self._rest.text[len(lead) :].lstrip().partition("\n")
        if broken and line.strip() == shut.strip():
            self._rest, self._again = Remainder(rest), _START

    @property
    def _void(self) -> bool:
        """Whether there is nothing on the new message but what was opened again."""
        lead, shut = self._again.again, self._again.close
        body = self._rest.text.removeprefix(lead)
        return not self.shown and body.strip() in ("", shut.strip())

    def _go_on(self, cuts: Sequence[Point], age: float) -> Piece | None:
        full = bool(cuts) and _size(self._rest.page(cuts[-1])) > SOFT
        between = [cut for cut in cuts if cut.rank == 0]
        if between and (full or age > AGEING * self.lifetime):
            return self._piece(between[-1], "turn")
        if not cuts:
            cards = self.deck.due(over=False)
            return Piece("", cards, "on", Point(self._rest.taken, 3)) if cards else None
        for cut in reversed(cuts[-_TRIES:]):
            with suppress(Astray):
                piece = self._piece(cut, "on")
                return piece if piece.text or piece.cards else None
        if cuts[-1].at - self._rest.taken > _HOLD:
            raise Astray
        return None

    def _end(self, cuts: Sequence[Point]) -> Piece:
        if self._void:
            return self._piece(_START, "end")
        return self._piece(cuts[-1] if cuts else self._rest.here, "end")

    def _turn(self, fitting: Sequence[Point]) -> Piece:
        """Turn at the best place, not too far from the last that fits."""
        half = self._fitting(fitting, self._room // 2)
        good = fitting[half:] or fitting[-1:]
        for place in sorted(good, key=lambda cut: (cut.rank, -cut.at))[:_TRIES]:
            with suppress(Astray):
                return self._piece(place, "turn")
        if self.shown or self.deck.shown:
            return self._piece(self._rest.here, "turn")
        text = self._rest.text
        most = range(min(LIMIT, len(text)))
        words = bisect_left(most, x=True, key=lambda at: _size(text[:at]) > self._room // 2)
        return self._piece(self._rest.cut(max(self._rest.taken + 1, words)), "turn")

    @property
    def _room(self) -> int:
        return LIMIT - self.deck.weight

    def _piece(self, place: Point, then: Then) -> Piece:
        page = self.shown if place.at == self._rest.taken else self._rest.page(place)
        if then != "on" and page == self.shown.rstrip():
            page = self.shown  # blanks at an end are nothing that was said
        if not page.startswith(self.shown):
            raise Astray
        more = page[len(self.shown) :]
        if then != "on":
            more = _closed(self.shown, more, place.close)
        return Piece(more, self.deck.due(over=then != "on"), then, place)


def _closed(shown: str, more: str, close: str) -> str:
    """`more`, the last of a message, without blanks at its end, and what it leaves open closed."""
    if not close:
        return more.rstrip()
    if not more:
        # Blanks at the front of what is appended are lost in any case.
        return close.lstrip() if shown.endswith("\n") else f"{_END}\n{close}"
    return f"{more.rstrip()}\n{close}"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
