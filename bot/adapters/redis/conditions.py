"""What all processes know of one endpoint: when it wants rest, and what it does not take."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script


class RedisConditions:
    """The `Conditions` of the endpoint that `endpoint` names: its host, never its key in clear."""

    def __init__(self, redis: Redis, endpoint: str) -> None:
        self._redis = redis
        self._pause = keys.pause(endpoint)
        self._refused = keys.refused(endpoint)
        self._refuse = Script(redis, "refuse")

    async def pause(self, seconds: float) -> None:
        """A shorter pause never ends a longer one; none of at most 0 seconds."""
        milliseconds = round(seconds * 1000)
        if milliseconds <= 0:
            return
        with translated():
            pipeline = self._redis.pipeline()
            pipeline.set(self._pause, "", px=milliseconds, nx=True)
            pipeline.pexpire(self._pause, milliseconds, gt=True)
            await pipeline.execute()

    async def paused(self) -> float:
        with translated():
            left: int = await self._redis.pttl(self._pause)
        return max(0, left) / 1000

    async def refuse(self, feature: str, seconds: float) -> None:
        await self._refuse([self._refused], feature, max(1, round(seconds * 1_000_000)))

    async def refused(self) -> frozenset[str]:
        with translated():
            pipeline = self._redis.pipeline()
            pipeline.time()
            pipeline.zrange(self._refused, 0, -1, withscores=True)
            (seconds, microseconds), scores = await pipeline.execute()
        now = seconds * 1_000_000 + microseconds
        return frozenset(feature.decode() for feature, until in scores if until > now)
