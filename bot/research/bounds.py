"""How much one research may take, what it has taken, and which bound says that it is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from bot.tongue import say, sentence

Limit = Literal["searches", "pages", "tokens", "dollars", "minutes", "refused"]
"""What ends the looking up: a bound, or the endpoint, which does not take it any more."""
ROOM = Decimal("0.75")
"""The part of tokens, money and time after which the answer is written, for which the rest is."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a research has taken so far: USD are None where no price is known."""

    searches: int = 0
    pages: int = 0
    tokens: int = 0
    dollars: Decimal | None = Decimal(0)
    seconds: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        known = self.dollars is not None and other.dollars is not None
        return Spent(
            self.searches + other.searches,
            self.pages + other.pages,
            self.tokens + other.tokens,
            (self.dollars or Decimal(0)) + (other.dollars or Decimal(0)) if known else None,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that one research may take; money in USD at list price."""

    searches: int = 20
    pages: int = 15
    tokens: int = 500_000
    dollars: Decimal = Decimal(2)
    minutes: int = 10

    @classmethod
    def read(cls, told: object) -> Bounds:
        """The bounds that `counts` wrote; what a kept turn does not know is as usual."""
        kept: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
        usual = cls()
        whole = {
            name: _count(kept.get(name), getattr(usual, name))
            for name in ("searches", "pages", "tokens", "minutes")
        }
        return cls(**whole, dollars=_money(kept.get("dollars"), usual.dollars))

    def counts(self) -> dict[str, Any]:
        """As JSON keeps them."""
        return {
            "searches": self.searches,
            "pages": self.pages,
            "tokens": self.tokens,
            "dollars": str(self.dollars),
            "minutes": self.minutes,
        }

    def seconds(self, spent: Spent) -> float:
        """Seconds that are left for searching and reading, never less than 0."""
        return max(0.0, float(self.minutes * 60 * ROOM) - spent.seconds)

    def dear(self, spent: Spent) -> Limit | None:
        """The bound of what is paid for that says so, where one does."""
        if spent.tokens >= self.tokens * ROOM:
            return "tokens"
        if spent.dollars is not None and spent.dollars >= self.dollars * ROOM:
            return "dollars"
        return None

    def reached(self, spent: Spent) -> Limit | None:
        """The bound that says that nothing more may be looked up; None while all let it go on."""
        if spent.searches >= self.searches and spent.pages >= self.pages:
            return "searches"
        return self.dear(spent) or (None if self.seconds(spent) else "minutes")


@dataclass(frozen=True, slots=True)
class Means:
    """What the operator decides of researches: bounds, and a model, "" for the usual one."""

    bounds: Bounds = Bounds()
    model: str = ""


_WHY: Mapping[str, str] = {
    "searches": sentence("As much was looked up as may be."),
    "pages": sentence("As many pages were read as may be."),
    "tokens": sentence("The bound of tokens was reached."),
    "dollars": sentence("The bound of money was reached."),
    "minutes": sentence("The bound of time was reached."),
    "refused": sentence("The endpoint takes no more searches, so this was written without them."),
}
USUAL = Means()
"""What holds where nobody decides otherwise."""


def announced(bounds: Bounds, *, priced: bool) -> str:
    """The bounds, before anything is looked up; `priced`: whether money can be counted."""
    if priced:
        return say(
            "At most: searches {searches} · pages {pages} · tokens {tokens} · ${dollars} · "
            "minutes {minutes}. Stop ends it before.",
            searches=bounds.searches,
            pages=bounds.pages,
            tokens=bounds.tokens,
            dollars=bounds.dollars,
            minutes=bounds.minutes,
        )
    return say(
        "At most: searches {searches} · pages {pages} · tokens {tokens} · minutes {minutes}. "
        "No price is known for this model, so money has no bound. Stop ends it before.",
        searches=bounds.searches,
        pages=bounds.pages,
        tokens=bounds.tokens,
        minutes=bounds.minutes,
    )


def accounted(bounds: Bounds, spent: Spent) -> str:
    """What of the bounds was used."""
    facts = {
        "searches": min(spent.searches, bounds.searches),
        "most": bounds.searches,
        "pages": min(spent.pages, bounds.pages),
        "leaves": bounds.pages,
        "tokens": spent.tokens,
        "all": bounds.tokens,
        "minutes": Decimal(f"{spent.seconds / 60:.1f}"),
        "long": bounds.minutes,
    }
    if not spent.dollars:
        return say(
            "Searches {searches} of {most} · pages {pages} of {leaves} · tokens {tokens} of {all} "
            "· minutes {minutes} of {long}.",
            **facts,
        )
    return say(
        "Searches {searches} of {most} · pages {pages} of {leaves} · tokens {tokens} of {all} · "
        "minutes {minutes} of {long} · ${dollars} of ${dear}.",
        **facts,
        dollars=Decimal(f"{spent.dollars:.2f}"),
        dear=bounds.dollars,
    )


def reason(limit: Limit | str) -> str:
    """Why nothing more was looked up; "" for no such reason."""
    return say(_WHY[limit]) if limit in _WHY else ""


def named(limit: Limit) -> str:
    """What ended it, as in "stopped by …"."""
    return say("the bound of time") if limit == "minutes" else say("a bound that was set")


def _count(told: object, usual: int) -> int:
    return told if isinstance(told, int) and not isinstance(told, bool) and told > 0 else usual


def _money(told: object, usual: Decimal) -> Decimal:
    try:
        read = Decimal(str(told))
    except ArithmeticError:
        return usual
    return read if read.is_finite() and read > 0 else usual
