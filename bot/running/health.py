"""Whether a process is alive, ready for requests, and what an operator should mend."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from bot.adapters.slack.clock import WRONG, off
from bot.running.pulse import Pulse

LATE: Final = 5.0
"""Seconds by which an event loop may be late and still be called alive."""
PATIENCE: Final = 5.0
"""Seconds for which what was well a moment ago may fail to say so: readiness must not flap."""
LOOK: Final = 1.0
"""Seconds between two looks at whether all is well."""
REMARKS: Final = 30.0
"""Seconds between two looks at what could be better."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """What is felt: whether Redis answers, what is to be said of it, how far our clock is off."""

    redis: Callable[[], Awaitable[bool]]
    remarks: Callable[[], Awaitable[Sequence[str]]]
    offset: Callable[[], float | None]


class Steady:
    """Whether something holds; that it does not counts once it lasts `patience` seconds."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._seen: float | None = None

    def felt(self, now: float, *, well: bool) -> None:
        """At `now`, of any clock that only goes forward, it was so or not."""
        if well:
            self._seen = now

    def holds(self, now: float) -> bool:
        """Whether it is so, or was so a moment ago."""
        return self._seen is not None and now - self._seen <= self._patience


@dataclass(slots=True)
class Health:
    """The health of one process; `socket` tells of its socket to Slack, if it has one."""

    vitals: Vitals
    pulse: Pulse
    draining: Callable[[], bool]
    socket: Callable[[], Awaitable[bool]] | None = None
    _redis: Steady = field(default_factory=Steady)
    _connected: Steady = field(default_factory=lambda: Steady(2 * PATIENCE))
    _remarks: Sequence[str] = ()

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """While this is open somebody looks."""
        looking = [asyncio.create_task(self._look()), asyncio.create_task(self._remark())]
        try:
            yield
        finally:
            for task in looking:
                task.cancel()
            await asyncio.gather(*looking, return_exceptions=True)

    def alive(self) -> str | None:
        """Why this process should be ended; None if it should not. Never because of others."""
        lag = self.pulse.lag
        return f"the event loop is {lag:.1f} s late" if lag >= LATE else None

    def ready(self) -> str | None:
        """Why it should get no requests now; None if it should."""
        now, offset = time.monotonic(), self.vitals.offset()
        if self.draining():
            return "draining"
        if not self._redis.holds(now):
            return "Redis does not answer"
        if offset is not None and abs(offset) > WRONG:
            return off(offset)
        if self.socket and not self._connected.holds(now):
            return "no socket to Slack"
        return None

    def remarks(self) -> list[str]:
        """What an operator should mend, ready or not."""
        return list(filter(None, [off(self.vitals.offset()), *self._remarks]))

    async def _look(self) -> None:
        while True:
            well = await self.vitals.redis()
            self._redis.felt(time.monotonic(), well=well)
            if self.socket:
                connected = await self.socket()
                self._connected.felt(time.monotonic(), well=connected)
            await asyncio.sleep(LOOK if self.ready() is None else LOOK / 10)

    async def _remark(self) -> None:
        while True:
            self._remarks = await self.vitals.remarks()
            await asyncio.sleep(REMARKS)
