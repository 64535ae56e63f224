"""An answer gets on, or it is given up, however often it is pinged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from bot.answer.answer import Delta, moves

_GRAIN = 0.1
"""The part of the bound for which nobody looks: to move a timer costs more than to fold a delta."""


class Progress:
    """Puts off the end of a `bound` of `stuck` seconds whenever an answer gets on."""

    def __init__(self, bound: asyncio.Timeout, stuck: float) -> None:
        self._bound = bound
        self._stuck = stuck
        self._loop = asyncio.get_running_loop()
        self._looks = self._loop.time() + stuck * _GRAIN

    def heard(self, deltas: Iterable[Delta]) -> None:
        """More has come: it counts if it brings the answer on."""
        now = self._loop.time()
        if now >= self._looks and any(map(moves, deltas)):
            self._looks = now + self._stuck * _GRAIN
            self._bound.reschedule(now + self._stuck)


@asynccontextmanager
async def progressing(stuck: float) -> AsyncIterator[Progress]:
    """TimeoutError once nothing has got on for `stuck` seconds, less at most a tenth."""
    async with asyncio.timeout(stuck) as bound:
        yield Progress(bound, stuck)
