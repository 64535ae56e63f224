"""A call that does no harm when it is made twice is made again until Slack tells its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.errors import Ambiguous, Throttled

T = TypeVar("T")
RESTS = (0.5, 2.0, 8.0)
"""Seconds between the tries."""


async def trying(act: Callable[[], Awaitable[T]], rests: Sequence[float] = RESTS) -> T:
    """What `act` gives; the last `Throttled` or `Ambiguous` once all tries are used up."""
    for rest in rests:
        try:
            return await act()
        except (Ambiguous, Throttled) as error:
            await asyncio.sleep(max(rest, getattr(error, "retry_after", 0.0)))
    return await act()
