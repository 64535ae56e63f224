"""Calls of Slack's methods, counted in Redis for all replies of a workspace in all processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script
from bot.reply.pace import Urgency
from bot.reply.rates import EDITS, UPDATE, Rate, rates

_MICROSECONDS = 1_000_000
Rates = Callable[[str, str], Mapping[str, Rate]]
"""The rates of a method in a channel, as `bot.reply.rates.rates` tells them."""


class RedisAllowance:
    """An `Allowance` of so many `edits` a minute, at most `interim_per_minute` of them interim.

    All times of edits are parts of that minute: a reply holds its place in the line for a twelfth
    (5 s) after it last asked, and nobody is told to wait longer than a twenty-fourth (2.5 s), so
    that who still waits comes back in time. `rates` are those of other methods; `clock` (seconds)
    takes the place of the clock of Redis.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        interim_per_minute: int = 45,
        edits: Rate = EDITS,
        rates: Rates = rates,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._redis = redis
        self._minute = _micro(edits.seconds)
        self._limits = (min(interim_per_minute, edits.calls), edits.calls)
        self._rates = rates
        self._clock = clock
        self._ask = Script(redis, "ask")
        self._begin = Script(redis, "begin")
        self._book = Script(redis, "book")
        self._made = Script(redis, "made")
        self._pause = Script(redis, "pause")

    async def begin(self, team: str, reply: str) -> None:
        await self._begin(keys.allowance(team)[1:2], reply, self._minute, self._now)

    async def interim(self, team: str, reply: str, urgency: Urgency = Urgency.MORE) -> float:
        return await self._wait(urgency, team, reply)

    async def final(self, team: str, reply: str) -> float:
        return await self._wait("final", team, reply)

    async def made(self, team: str, reply: str) -> None:
        await self._made(keys.allowance(team)[:1], reply, self._now)

    async def book(self, team: str, method: str, channel: str) -> float:
        counted = self._rates(method, channel)
        bounds = [
            bound for rate in counted.values() for bound in (rate.calls, _micro(rate.seconds))
        ]
        wait: int = await self._book(keys.calls(team, method, *counted), self._now, *bounds)
        return wait / _MICROSECONDS

    async def pause(self, team: str, seconds: float, method: str = UPDATE) -> None:
        key = keys.allowance(team)[5] if method == UPDATE else keys.calls(team, method)[0]
        await self._pause([key], max(1000, _micro(seconds)), self._now)

    async def end(self, team: str, reply: str) -> None:
        with translated():
            pipeline = self._redis.pipeline()
            for key in keys.allowance(team)[1:5]:
                pipeline.zrem(key, reply)
            await pipeline.execute()

    async def _wait(self, kind: str, team: str, reply: str) -> float:
        limits = (self._minute, *self._limits)
        wait: int = await self._ask(keys.allowance(team), kind, reply, *limits, self._now)
        return wait / _MICROSECONDS

    @property
    def _now(self) -> int | str:
        return _micro(self._clock()) if self._clock else ""


def _micro(seconds: float) -> int:
    return round(seconds * _MICROSECONDS)
