"""Which requests came in already, for longer than Slack's signature is good."""

from __future__ import annotations

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.connection import translated

SECONDS = 600
"""A timestamp is believed for 300 s either way, so the same request can come for 600 s."""


class RedisReplays:
    """The `Replays` of the HTTP ingress, for all processes together."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def seen(self, once: str) -> bool:
        with translated():
            return not await self._redis.set(keys.replay(once), "", ex=SECONDS, nx=True)

    async def forget(self, once: str) -> None:
        with translated():
            await self._redis.delete(keys.replay(once))
