"""What one month's usage comes to, by day and by model, in tokens and in estimated money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.conversation.month import Month
from bot.conversation.prices import Prices
from bot.conversation.usage import Tokens, Usage


@dataclass(frozen=True, slots=True)
class Money:
    """USD at list price; `whole` unless something that was used has no price that we know."""

    usd: Decimal = Decimal(0)
    whole: bool = True

    def __add__(self, other: Money) -> Money:
        return Money(self.usd + other.usd, self.whole and other.whole)


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens, and what they are estimated to cost; `name` is the day (ISO) or the model."""

    name: str
    tokens: Tokens = field(default_factory=Tokens)
    money: Money = field(default_factory=Money)

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.name, self.tokens + other.tokens, self.money + other.money)

    def __bool__(self) -> bool:
        return self.tokens != Tokens()


@dataclass(frozen=True, slots=True)
class Spending:
    """The usage of `month`, `used` being that of each of its days."""

    month: Month
    used: Sequence[Usage]
    prices: Prices | None = None

    @property
    def days(self) -> list[Spent]:
        """Each day of the month, also where nothing was used."""
        return [
            sum(self._parts(usage, day), Spent(day))
            for day, usage in zip(self.month.days, self.used, strict=True)
        ]

    @property
    def models(self) -> list[Spent]:
        """Each model that was used, the dearest first, then the one with most tokens."""
        apart: dict[str, Spent] = {}
        for day, usage in zip(self.month.days, self.used, strict=True):
            for part in self._parts(usage, day):
                apart[part.name] = apart.get(part.name, Spent(part.name)) + part
        return sorted(apart.values(), key=_weight, reverse=True)

    @property
    def total(self) -> Spent:
        """All of it."""
        return sum(self.models, Spent(""))

    def _parts(self, usage: Usage, day: str) -> list[Spent]:
        """One day's usage, apart for each price: a list price that changes does so on a day."""
        return [
            Spent(bill.model, tokens, self._money(Usage({bill: tokens}), day))
            for bill, tokens in usage.by.items()
            if tokens != Tokens()
        ]

    def _money(self, usage: Usage, day: str) -> Money:
        usd = usage.cost(self.prices, day) if self.prices else None
        return Money(whole=False) if usd is None else Money(usd)


def _weight(spent: Spent) -> tuple[Decimal, int, str]:
    return spent.money.usd, spent.tokens.prompt + spent.tokens.output, spent.name
