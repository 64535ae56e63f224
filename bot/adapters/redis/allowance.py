"""The edits of a workspace, counted in Redis for all replies in all processes.

Slack lets an app call chat.update about fifty times a minute in each workspace (Tier 3).
https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

from typing import Literal

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script

_MICROSECONDS = 1_000_000


class RedisAllowance:
    """An `Allowance` of `ceiling` edits in `minute` seconds, `interim_per_minute` of them interim.

    All other times are parts of `minute`: a reply holds its place in the line for a twelfth (5 s)
    after it last asked, and nobody is told to wait longer than a twenty-fourth (2.5 s), so that
    who still waits comes back in time. `minute` is a second longer than Slack's, since edits reach
    Slack later than they are counted here, some more and some less.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        interim_per_minute: int = 45,
        ceiling: int = 50,
        minute: float = 61.0,
    ) -> None:
        self._redis = redis
        self._minute = round(minute * _MICROSECONDS)
        self._limits = (min(interim_per_minute, ceiling), ceiling)
        self._ask = Script(redis, "ask")
        self._begin = Script(redis, "begin")

    async def begin(self, team: str, reply: str) -> None:
        await self._begin(keys.allowance(team)[1:2], reply, self._minute)

    async def interim(self, team: str, reply: str) -> float:
        return await self._wait("interim", team, reply)

    async def final(self, team: str, reply: str) -> float:
        return await self._wait("final", team, reply)

    async def pause(self, team: str, seconds: float) -> None:
        key = keys.allowance(team)[5]
        milliseconds = max(1, round(seconds * 1000))
        with translated():
            pipeline = self._redis.pipeline()
            pipeline.set(key, "", px=milliseconds, nx=True)
            pipeline.pexpire(key, milliseconds, gt=True)  # a shorter one never ends a longer one
            await pipeline.execute()

    async def end(self, team: str, reply: str) -> None:
        with translated():
            pipeline = self._redis.pipeline()
            for key in keys.allowance(team)[1:5]:
                pipeline.zrem(key, reply)
            await pipeline.execute()

    async def _wait(self, kind: Literal["interim", "final"], team: str, reply: str) -> float:
        wait: int = await self._ask(keys.allowance(team), kind, reply, self._minute, *self._limits)
        return wait / _MICROSECONDS
