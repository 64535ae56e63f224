"""A hold on a thread that runs out: by Redis's clock for all, a little sooner for its holder."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bot.adapters.redis import keys, records
from bot.adapters.redis.scripts import Script
from bot.conversation.question import Asking, Question
from bot.conversation.wish import Wish
from bot.errors import LeaseLost
from bot.reply.journal import Journal

GATE = 0.8
"""The part of a lease after which its holder stops by itself: what is on its way still arrives."""


@dataclass(slots=True, eq=False, weakref_slot=True)
class RedisLease:
    """A `Lease` on the thread of what is asked; `until` is of this process's monotonic clock."""

    asking: Asking
    token: int
    attempt: int
    journal: Journal
    until: float
    scribe: Script = field(repr=False)
    wish: Wish | None = None
    _heard: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def question(self) -> Question:
        return self.asking.question

    def check(self) -> None:
        if monotonic() >= self.until:
            raise LeaseLost(f"{self.question.id}: token {self.token} may have run out")

    async def note(self, journal: Journal) -> None:
        where = [keys.OWNER, keys.question(self.question.first)]
        thread = str(self.question.thread)
        self.confirm(await self.scribe(where, thread, self.token, records.write(journal)))
        self.journal = journal

    async def wished(self) -> Wish:
        while self.wish is None:
            self._heard.clear()
            await self._heard.wait()
        return self.wish

    def hear(self, wish: str) -> None:
        """What Redis says that somebody wishes; "" for nothing."""
        if told := Wish.parse(wish):
            self.wish = told
            self._heard.set()

    def confirm(self, held: Any) -> None:
        """Give the lease up, and tell so, if Redis says that it is not `held`."""
        if not held:
            self.drop()
            raise LeaseLost(f"{self.question.id}: token {self.token} is not the holder's")

    def drop(self) -> None:
        """From now on `check` fails."""
        self.until = 0.0
