"""Rings when something changed, so that nobody has to look again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """One bell for a whole world; `ring` may be called from anywhere in its loop."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let everybody who waits look again."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, predicate: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109
        """What `predicate` gives once that is true; `TimeoutError` after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            while True:
                rung = self._rung
                if found := predicate():
                    return found
                await rung.wait()
