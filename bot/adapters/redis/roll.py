"""Which worker processes live, so that one that ends knows whether another can go on."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.scripts import Script
from bot.errors import StoreError

log = logging.getLogger(__name__)


class RedisRoll:
    """One worker's place on the roll; `term` is how many seconds it is believed without a word."""

    def __init__(self, redis: Redis, term: float = 15.0) -> None:
        self._enrol = Script(redis, "enrol")
        self._us = secrets.token_hex(8)
        self._term = term
        self._ending = False

    @asynccontextmanager
    async def enrolled(self) -> AsyncIterator[None]:
        """On the roll until the context is left, or `others` is asked."""
        beating = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            beating.cancel()
            with suppress(StoreError):
                await self._say(0)

    async def others(self) -> bool:
        """We are ending: does another worker live? False where nobody can tell."""
        self._ending = True
        try:
            return await self._say(0) > 0
        except StoreError as error:
            log.warning("no telling whether other workers live: %s", error)
            return False

    async def _beat(self) -> None:
        while not self._ending:
            with suppress(StoreError):
                await self._say(self._term)
            await asyncio.sleep(self._term / 3)

    async def _say(self, term: float) -> int:
        others: int = await self._enrol([keys.WORKERS], self._us, round(term * 1_000_000))
        return others
