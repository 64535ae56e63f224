"""Takes questions from the mailbox: one at a time in a thread, many threads at once."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from bot.bot import Bot
from bot.errors import BotError, LeaseLost, StoreAway, StoreError
from bot.ports import Lease

log = logging.getLogger(__name__)
BEAT = 5.0
"""Seconds between two renewals of a lease, a third of what it lasts."""
WAIT = 0.5
"""Seconds for which an idle worker waits at the mailbox before it looks for dead ones' leases."""
GRACE = 20.0
"""Seconds that running answers get when the process is asked to end."""


class Worker:
    """Answers up to `concurrency` questions at once, until told to stop."""

    def __init__(self, bot: Bot, concurrency: int, beat: float = BEAT) -> None:
        self._bot = bot
        self._beat = beat
        self._places = asyncio.Semaphore(concurrency)
        self._running: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event, grace: float = GRACE) -> None:
        """Work until `stop`; then let answers end for `grace` seconds and hand back the rest."""
        taker = asyncio.create_task(self._take_all(stop))
        try:
            await stop.wait()
        except asyncio.CancelledError:
            grace = 0.0
            raise
        finally:
            taker.cancel()  # what it was about to take, it hands back
            await asyncio.gather(taker, return_exceptions=True)
            await self._drain(grace)

    async def _take_all(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self._places.acquire()
            lease = await self._take()
            if lease is None or stop.is_set():
                self._places.release()
                if lease:
                    await self._hand_back(lease)
                continue
            task = asyncio.create_task(self._answer(lease), name=lease.question.id)
            self._running.add(task)
            task.add_done_callback(self._done)

    async def _take(self) -> Lease | None:
        try:
            return await self._bot.mailbox.take(WAIT)
        except StoreError as error:
            log.warning("waiting for the mailbox: %s", error)
            await asyncio.sleep(WAIT)
            return None

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._places.release()

    async def _drain(self, grace: float) -> None:
        if not self._running:
            return
        log.info("draining: %d answers are being written", len(self._running))
        _, late = await asyncio.wait(self._running, timeout=grace)
        for task in late:
            task.cancel()
        if late:
            log.info("handing back %d questions", len(late))
            await asyncio.wait(late, timeout=3.0)

    async def _answer(self, lease: Lease) -> None:
        work = asyncio.create_task(self._bot.answer(lease))
        beat = asyncio.create_task(self._keep(lease, work))
        try:
            await work
        except asyncio.CancelledError:
            # Either the lease was lost, and `beat` ended over it, or the process is draining.
            if not beat.done():
                await self._hand_back(lease)
        except LeaseLost:
            log.warning("%s is somebody else's now", lease.question.id)
        except BotError as error:
            # Nobody renews the lease from here on: the question is taken up again when it runs
            # out, and that counts as an attempt, so that it can't go round for ever.
            log.warning("%s put off: %r", lease.question.id, error)
        except Exception:
            log.exception("%s put off", lease.question.id)
        finally:
            beat.cancel()

    async def _hand_back(self, lease: Lease) -> None:
        with suppress(StoreError):
            await self._bot.mailbox.release(lease)

    async def _keep(self, lease: Lease, work: asyncio.Task[None]) -> None:
        """Renew the lease while `work` goes on; stop the work once it can't be held."""
        with suppress(LeaseLost):
            while True:
                await asyncio.sleep(self._beat)
                with suppress(StoreAway):
                    await self._bot.mailbox.renew(lease)
                lease.check()  # a store that is away for too long loses the lease, too
        log.warning("lost the lease of %s", lease.question.id)
        work.cancel()
