"""What all processes share, counted: questions that wait, threads that are held, live workers."""

from __future__ import annotations

from collections.abc import Mapping

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.scripts import Script

_MICROSECONDS = 1_000_000


class RedisCensus:
    """Asked whenever somebody reads the metrics: each time all threads with work are looked at."""

    def __init__(self, redis: Redis) -> None:
        self._census = Script(redis, "census")

    async def __call__(self) -> Mapping[str, float]:
        """The gauges of `bot.adapters.metrics` by name, times in seconds; `StoreError` if away."""
        where = [keys.READY, keys.LEASES, keys.WORKERS]
        told: list[int] = await self._census(where, keys.WAITING, keys.QUESTION)
        asked, leased, waits, holds, workers = told
        return {
            "waiting_questions": asked,
            "leased_threads": leased,
            "oldest_waiting_seconds": waits / _MICROSECONDS,
            "oldest_lease_seconds": holds / _MICROSECONDS,
            "workers": workers,
        }
