"""Who changed which setting: shown to those whom it concerns, and to nobody else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.changed import Changed
from bot.conversation.dials import DIALS
from bot.conversation.preferences import person, workspace
from bot.errors import SlackError
from bot.ports import Screens, Store
from bot.rights import Rights
from bot.tongue import say

log = logging.getLogger(__name__)
_PATIENCE = 0.5
"""Seconds for which the list waits for Slack to say who is in the channels that it tells of."""
_ASKED = 20
"""Channels of which that is asked, those with the newest changes; of others no words are told."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit list says, to one person."""

    store: Store
    rights: Rights
    screens: Screens

    async def rows(self, team: str, user: str, most: int = 100) -> list[Changed]:
        """What `user` changed for themselves, the newest first.

        Those who manage the workspace see what anybody changed for it and its channels, too; but
        no words that were written for a channel which they are not in.
        """
        rows = await self.store.changes(person(team, user), most)
        if await self.rights.manages(user):
            ours = await self.store.changes(workspace(team), most)
            rows = [*rows, *await self._readable(ours, user)]
        return sorted(rows, key=lambda row: row.when, reverse=True)[:most]

    async def _readable(self, rows: Sequence[Changed], user: str) -> list[Changed]:
        """Of others' direct messages nothing is told, of channels not their words."""
        rows = [row for row in rows if row.who == user or not _channel(row).startswith("D")]
        others = (_channel(row) for row in rows if _worded(row) and row.who != user)
        channels = list(dict.fromkeys(filter(None, others)))[:_ASKED]
        inside = await asyncio.gather(*(self._member(channel, user) for channel in channels))
        open_ = {channel for channel, in_ in zip(channels, inside, strict=True) if in_}

        def told(row: Changed) -> bool:
            return not _worded(row) or row.who == user or _channel(row) in {"", *open_}

        return [row if told(row) else _withheld(row) for row in rows]

    async def _member(self, channel: str, user: str) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self.screens.member(channel, user)
        except (SlackError, TimeoutError) as error:
            log.warning("nobody says who is in a channel: %r", error)
            return False


def _channel(row: Changed) -> str:
    """The id of the channel that it was changed for; "" for none."""
    return row.place.key.partition(":")[2] if row.place.kind == "channel" else ""


def _worded(row: Changed) -> bool:
    """Whether its values are any words at all, in which somebody may have told something."""
    return row.dial not in DIALS or DIALS[row.dial].free


def _withheld(row: Changed) -> Changed:
    hidden = say("words that only people in that channel can read")
    return replace(row, old=row.old and hidden, new=row.new and hidden)
