"""What people, channels and the workspace use in a month, as it was counted, for those who may."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.conversation.enquiry import Enquiry, enquiry
from bot.conversation.month import Month
from bot.conversation.press import Press
from bot.conversation.prices import Prices
from bot.conversation.spending import Spending
from bot.conversation.usage import Account
from bot.errors import SlackError
from bot.ports import Screens, Store
from bot.reply import spending
from bot.rights import Rights
from bot.tongue import say

log = logging.getLogger(__name__)


_PATIENCE = 1.2
"""Seconds for which a command waits for Slack to say who is in a channel."""


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """Reads what the store has counted; `clock` says which month it is."""

    store: Store
    screens: Screens
    rights: Rights
    prices: Prices | None
    clock: Callable[[], float]

    async def tell(self, press: Press, words: str, usage: str) -> str:
        """What was used by whom `words` name, or why whoever asks may not know it.

        `usage` is what was typed before them; `WrongWords` if they make no sense.
        """
        asked = enquiry(words, self.now, usage)
        if refused := await self._refused(press, asked):
            return refused
        keys = {"person": f"{press.team}:{press.user}", "channel": f"{press.team}:{press.channel}"}
        account = Account(asked.whose, keys.get(asked.whose, press.team))
        told = spending.told(await self.spending(account, asked.month))
        return f"*{_title(asked)}*\n{told}"

    async def _refused(self, press: Press, asked: Enquiry) -> str:
        if asked.whose == "team" and not await self.rights.manages(press.user):
            return say("Only admins and owners of this workspace can see what all of it uses.")
        if asked.whose == "channel" and not await self._member(press):
            return say(
                "Only people who are in this channel can see what is used here, and I have to be "
                "in it myself."
            )
        return ""

    async def _member(self, press: Press) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.screens.member(press.channel, press.user)
        except (SlackError, TimeoutError) as error:
            log.warning("nobody says who is in a channel: %r", error)
            return False

    @property
    def now(self) -> Month:
        """This month, in UTC, as days are counted."""
        return Month.of(datetime.fromtimestamp(self.clock(), UTC).date().isoformat())

    async def spending(self, account: Account, month: Month) -> Spending:
        """What was used for `account` in `month`, in one round trip."""
        days = [replace(account, day=day) for day in month.days]
        return Spending(month, await self.store.usage(days), self.prices)


def _title(asked: Enquiry) -> str:
    match asked.whose:
        case "person":
            return say("Your usage")
        case "channel":
            return say("Usage of this channel")
        case _:
            return say("Usage of this workspace")
