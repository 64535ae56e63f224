"""The pulse of an event loop: how late it beats, and the end of a process where it stands still."""

from __future__ import annotations

import asyncio
import faulthandler
import os
import sys
import threading
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

BEAT: Final = 0.25
"""Seconds between two beats."""
MEMORY: Final = 40
"""Beats that `lag` looks back on: ten seconds."""
STILL: Final = 10.0
"""Seconds without a beat after which nothing good can come of a process any more."""
STOPPED: Final = 70  # EX_SOFTWARE of sysexits.h


class Pulse:
    """Beats while `beating`; a thread watches, and ends the process after `still` seconds.

    The thread counts its own seconds: those in which the whole process was stopped (SIGSTOP, a
    paused machine) are no fault of the loop, and leases see to those.
    """

    def __init__(self, still: float = STILL) -> None:
        self._still = still
        self._missed = 0
        self._last = time.monotonic()
        self._late: deque[float] = deque(maxlen=MEMORY)
        self._over = threading.Event()

    @property
    def lag(self) -> float:
        """Seconds by which the latest of the last beats was late."""
        return max(0.0, *self._late, time.monotonic() - self._last - BEAT)

    @asynccontextmanager
    async def beating(self) -> AsyncIterator[None]:
        """As long as this is open there is a pulse, and somebody who feels it."""
        beat = asyncio.create_task(self._beat())
        thread = threading.Thread(target=self._watch, name="pulse", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            beat.cancel()
            with suppress(asyncio.CancelledError):
                await beat

    async def _beat(self) -> None:
        self._last = time.monotonic()
        while True:
            await asyncio.sleep(BEAT)
            now = time.monotonic()
            self._late.append(now - self._last - BEAT)
            self._last, self._missed = now, 0

    def _watch(self) -> None:
        while not self._over.wait(BEAT):
            self._missed += 1
            if self._missed * BEAT > self._still:
                sys.stderr.write(f"The event loop stood still for {self._still:g} s: ending.\n")
                faulthandler.dump_traceback()
                os._exit(STOPPED)
