"""What streams and status lines of a workspace may call, counted in Redis for all processes.

Slack lets an app call chat.startStream and chat.stopStream twenty times a minute each in every
workspace (Tier 2), chat.appendStream a hundred times (Tier 4) and agents.sessions.setStatus fifty
times (Tier 3). https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from redis.asyncio import Redis

from bot.adapters.redis import keys
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script
from bot.ports import Act

_MICROSECONDS = 1_000_000
_Method = Literal["start", "append", "stop", "status"]


@dataclass(frozen=True, slots=True)
class _Rate:
    """`burst` calls at once, and as many more in a minute as make `calls` of them together."""

    calls: int
    burst: int

    def arguments(self, minute: float) -> tuple[int, int]:
        """The gap between two calls in microseconds, and the burst."""
        return round(minute * _MICROSECONDS / (self.calls - self.burst)), self.burst


_RATES: Final[Mapping[_Method, _Rate]] = {
    "start": _Rate(20, 12),
    "append": _Rate(100, 20),
    "stop": _Rate(20, 12),
    "status": _Rate(50, 20),
}
# The method that each act calls, what it does to who is open, and the method that closes it.
_ACTS: Final[Mapping[Act, tuple[_Method, str, _Method]]] = {
    "start": ("start", "open", "stop"),
    "append": ("append", "", "stop"),
    "stop": ("stop", "close", "stop"),
    "work": ("status", "open", "status"),
    "rest": ("status", "close", "status"),
}
_OPEN: Final[Mapping[_Method, float]] = {"stop": 300.0, "status": 3600.0}
"""Seconds after which Slack itself closes what was opened (facts/slack.md §1.3, §1.6)."""


class RedisFlow:
    """A `Flow`; `minute` is a second longer than Slack's, since calls reach it later than us."""

    def __init__(self, redis: Redis, *, minute: float = 61.0) -> None:
        self._redis = redis
        self._minute = minute
        self._ask = Script(redis, "flow")

    async def ask(self, team: str, act: Act, reply: str) -> float:
        method, does, later = _ACTS[act]
        rates = (_RATES[method], _RATES[later])
        numbers = [n for rate in rates for n in rate.arguments(self._minute)]
        lasts = round(_OPEN[later] * _MICROSECONDS)
        wait: int = await self._ask(keys.flow(team, method, later), does, reply, *numbers, lasts)
        return wait / _MICROSECONDS

    async def pause(self, team: str, act: Act, seconds: float) -> None:
        method, _, later = _ACTS[act]
        with translated():
            key = keys.flow(team, method, later)[1]
            await self._redis.set(key, "", px=max(1, round(seconds * 1000)))

    async def end(self, team: str, reply: str) -> None:
        with translated():
            for method in _OPEN:
                await self._redis.zrem(keys.flow(team, method, method)[3], reply)
