"""A gate in every stream: closed by a test, it lets so many deltas through and then waits."""

from __future__ import annotations

import asyncio


class Gate:
    """Open unless held."""

    def __init__(self) -> None:
        self._after: int | None = None
        self._open = asyncio.Event()
        self._open.set()
        self._reached = asyncio.Event()

    def hold(self, after: int = 0) -> None:
        """From now on every stream waits after `after` of its deltas."""
        self._after = after
        self._open.clear()
        self._reached.clear()

    def go(self) -> None:
        """Let all streams go on."""
        self._after = None
        self._open.set()

    async def reached(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109  asked for by tests
        """Return once a stream waits at the gate; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self._reached.wait()

    async def wait(self, deltas: int) -> None:
        """Called by a stream that has sent `deltas` deltas and is about to send one more."""
        if self._after is not None and deltas >= self._after:
            self._reached.set()
            await self._open.wait()
