"""What goes on after Slack's three seconds: kept alive until it is done, or the program ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger(__name__)
GRACE = 3.0
"""Seconds that running errands get when the program ends."""


class Errands:
    """Runs what nobody waits for; whatever it raises is logged, for its person is told by it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def run(self, errand: Coroutine[Any, Any, None]) -> None:
        """Let it go on by itself."""
        task = asyncio.create_task(_safely(errand))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self, grace: float = GRACE) -> None:
        """Wait for what is running, `grace` seconds at most, and end the rest."""
        if not self._running:
            return
        _, late = await asyncio.wait(set(self._running), timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _safely(errand: Coroutine[Any, Any, None]) -> None:
    try:
        await errand
    except Exception:
        log.exception("an errand failed")
