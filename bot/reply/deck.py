"""The steps that one stream message shows, as cards: each told when it changes, all over in time.

A step that goes on when its message is full is shown on the next one; one that is over is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MOST = 2_500
"""UTF-8 bytes that the steps of a message may take; those beyond are not shown."""
_OVER = "complete"

Card = Mapping[str, Any]
"""A `task_update` chunk; `id` says which step it is of."""


@dataclass(slots=True)
class Deck:
    """Push all steps so far, get the cards that are due, and say once Slack has them."""

    shown: dict[str, Card] = field(default_factory=dict)
    _wanted: list[Card] = field(default_factory=list)
    _settled: set[str] = field(default_factory=set)

    def push(self, cards: Sequence[Card]) -> None:
        """Take the steps as they are now, oldest first."""
        self._wanted = [card for card in cards if card["id"] not in self._settled]

    @property
    def weight(self) -> int:
        """What the steps take of a message's bytes, as Slack was seen to count."""
        return sum(map(_weight, self._affordable()))

    def due(self, *, over: bool) -> tuple[Card, ...]:
        """The cards that Slack does not show so yet; `over`: it is the last that is shown here."""
        cards = {str(card["id"]): card for card in self._affordable()}
        if over:
            cards = {name: _closed(card) for name, card in (self.shown | cards).items()}
        return tuple(card for name, card in cards.items() if self.shown.get(name) != card)

    def closing(self) -> list[Card]:
        """What tells, of the steps that are shown, that none goes on any more."""
        return [_closed(card) for card in self.shown.values() if card["status"] != _OVER]

    def sent(self, cards: Sequence[Card]) -> None:
        """Slack has them."""
        self.shown |= {str(card["id"]): card for card in cards}

    def turn(self) -> None:
        """The message is full: begin another one."""
        done = {str(card["id"]) for card in self._wanted if card["status"] == _OVER}
        self._settled |= done & self.shown.keys()
        self.push(self._wanted)
        self.shown = {}

    def _affordable(self) -> list[Card]:
        left, kept = MOST, list[Card]()
        for card in self._wanted:
            left -= _weight(card)
            if left >= 0:
                kept.append(card)
        return kept


def _closed(card: Card) -> Card:
    return {**card, "status": _OVER}


def _weight(card: Card) -> int:
    told = 2 * sum(_size(str(card.get(name, ""))) for name in ("details", "output"))
    sources = sum(_size(s["url"]) + _size(s["text"]) for s in card.get("sources", ()))
    return _size(str(card["title"])) + told + sources


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
