"""Where Slack lets nothing be said: every process knows what one of them has met."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.connection import translated
from bot.conversation.thread import Thread

BARRED = 30.0
"""Seconds for which nothing is tried with a token that Slack has refused."""
CLOSED = 3600
"""Seconds for which it is known of a thread, to spare those who wait in it."""


class RedisClosures:
    """The `Closures` of whoever has this `token`: those with another one may well be let in."""

    def __init__(self, redis: Redis, token: str, *, barred: float = BARRED) -> None:
        self._redis = redis
        self._token = keys.barred(token)
        self._barred = round(barred * 1000)

    async def bar(self, code: str) -> bool:
        with translated():
            return bool(await self._redis.set(self._token, code, px=self._barred, nx=True))

    async def barred(self) -> str:
        with translated():
            code = await self._redis.get(self._token)
        return code.decode() if isinstance(code, bytes) else ""

    async def close(self, thread: Thread, code: str) -> None:
        with translated():
            seconds, microseconds = await self._redis.time()
            at = f"{seconds}.{microseconds:06}"
            await self._redis.set(keys.closed(thread), f"{at} {code}", ex=CLOSED)

    async def closed(self, thread: Thread) -> tuple[str, float]:
        with translated():
            known = await self._redis.get(keys.closed(thread))
        at, _, code = (known.decode() if isinstance(known, bytes) else "0 ").partition(" ")
        return code, float(at)
