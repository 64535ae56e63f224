"""What people, channels and the workspace use in a month, as it was counted, for those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.conversation.month import Month
from bot.conversation.prices import Prices
from bot.conversation.spending import Spending
from bot.conversation.usage import Account
from bot.ports import Store


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """Reads what the store has counted; `clock` says which month it is."""

    store: Store
    prices: Prices | None
    clock: Callable[[], float]

    @property
    def now(self) -> Month:
        """This month, in UTC, as days are counted."""
        return Month.of(datetime.fromtimestamp(self.clock(), UTC).date().isoformat())

    async def spending(self, account: Account, month: Month) -> Spending:
        """What was used for `account` in `month`, in one round trip."""
        days = [replace(account, day=day) for day in month.days]
        return Spending(month, await self.store.usage(days), self.prices)
