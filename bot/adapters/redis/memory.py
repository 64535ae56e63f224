"""Whether Redis remembers all that it was told, and what it needs to be told again.

A Redis that was emptied, restarted or replaced by another is one whose memory nobody has looked
through yet: its run id is not the one that was written down when that was done last.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.reply.journal import Journal

_KEPT = 86_400
"""Seconds for which threads to look at are kept, should nobody look at them."""


class RedisMemory:
    """One process's view of it; `hold` seconds after its last word another may look through it."""

    def __init__(
        self, redis: Redis, *, retention: float = 90 * 86_400.0, hold: float = 30.0
    ) -> None:
        self._redis = redis
        self._retention = max(1, round(retention * 1000))
        self._term = round(hold * 1000)
        self._us = secrets.token_hex(8)
        self._began = False
        self._hold = Script(redis, "hold")
        self._seed = Script(redis, "seed")

    async def whole(self) -> bool:
        """Whether it has been looked through since this server started."""
        with translated():
            looked = await self._redis.get(keys.MEMORY)
            run_id = await self._run_id()
        return looked == run_id.encode()

    async def hold(self) -> bool:
        """Whether it is ours to look through, for now; to be asked again all the time."""
        return bool(await self._hold([keys.RECONCILER], self._us, self._term))

    async def begin(self) -> None:
        """We look through it from here on; what is lost meanwhile takes this mark with it."""
        self._began = True
        with translated():
            await self._redis.set(keys.LOOKING, self._us)

    async def looked_through(self) -> bool:
        """All that was lost is there again; False if more was lost since we began."""
        with translated():
            if self._began and await self._redis.get(keys.LOOKING) != self._us.encode():
                return False
            pipeline = self._redis.pipeline()
            pipeline.set(keys.MEMORY, await self._run_id())
            pipeline.delete(keys.RECONCILER, keys.LATELY, keys.LOOKING)
            await pipeline.execute()
        self._began = False
        return True

    async def tell(self, threads: Mapping[Thread, float]) -> None:
        """Threads that a process has seen, with the ts of their last question."""
        if not threads:
            return
        with translated():
            pipeline = self._redis.pipeline()
            pipeline.zadd(keys.LATELY, {str(thread): ts for thread, ts in threads.items()}, gt=True)
            pipeline.expire(keys.LATELY, _KEPT)
            await pipeline.execute()

    async def told(self, most: int) -> list[Thread]:
        """The threads that all processes told of, those with the latest questions first."""
        with translated():
            found: Any = await self._redis.zrevrange(keys.LATELY, 0, most - 1)
        return records.threads(found)

    async def know(self, thread: Thread, ts: str) -> bool:
        """We were called into `thread` at `ts`; whether that was news, and is not forgotten."""
        with translated():
            upto = await self._redis.get(keys.forgotten(thread))
            if upto and float(ts) <= float(upto):
                return False
            return (
                await self._redis.set(keys.known(thread), ts, px=self._retention, nx=True)
                is not None
            )

    async def knows(self, team: str, channel: str, ts: str) -> bool:
        """Whether there is a question that came with this ts."""
        with translated():
            return bool(await self._redis.exists(keys.question(f"{team}:{channel}:{ts}")))

    async def seed(self, question: Question, journal: Journal) -> None:
        """Before `question` is asked again: what of its reply still stands."""
        await self._seed([keys.question(question.first)], records.write(journal))

    async def _run_id(self) -> str:
        try:
            return str((await self._redis.info("server"))["run_id"])
        except ResponseError:
            return "embedded"  # it has no INFO, and ends with the process
