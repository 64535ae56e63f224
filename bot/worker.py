"""Takes questions from the mailbox: one at a time in a thread, many threads at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.bot import Bot
from bot.errors import Barred, BotError, LeaseLost, StoreAway, StoreError
from bot.ports import Lease
from bot.watching.logbook import follow
from bot.watching.record import texts

log = logging.getLogger(__name__)
BEAT = 5.0
"""Seconds between two renewals of a lease, a third of what it lasts."""
WAIT = 0.5
"""Seconds for which an idle worker waits at the mailbox before it looks for dead ones' leases."""
GRACE = 20.0
"""Seconds that running answers get when the process is asked to end."""
HANDOVER = 1.0
"""Seconds that they get when another worker lives, who can go on with them at once."""
LAST = 3.0
"""Seconds that they get after that to leave things tidy."""


class Worker:
    """Answers up to `concurrency` questions at once, until told to stop."""

    def __init__(
        self,
        bot: Bot,
        concurrency: int,
        *,
        beat: float = BEAT,
        last: float = LAST,
    ) -> None:
        self._bot = bot
        self._beat = beat
        self._last = last
        self._places = asyncio.Semaphore(concurrency)
        self._running: dict[asyncio.Task[None], Lease] = {}

    async def run(
        self,
        stop: asyncio.Event,
        grace: float = GRACE,
        others: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """Work until `stop`; then let answers end for `grace` seconds and hand back the rest.

        `others` says whether another worker lives: then they are handed over after a second.
        """
        taker = asyncio.create_task(self._take_all(stop))
        listener = asyncio.create_task(self._listen())
        try:
            await stop.wait()
        except asyncio.CancelledError:
            grace = 0.0
            raise
        finally:
            taker.cancel()  # what it was about to take, it hands back
            await asyncio.gather(taker, return_exceptions=True)
            if self._running and others and await others():
                grace = min(grace, HANDOVER)
            await self._drain(grace)
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)

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
            self._running[task] = lease
            task.add_done_callback(self._done)

    async def _listen(self) -> None:
        """Hear at once what people wish; what is missed, the next renewal of a lease tells."""
        while True:
            try:
                await self._bot.mailbox.listen()
            except StoreError as error:
                log.warning("nobody's wish is heard at once: %s", error)
            await asyncio.sleep(WAIT)

    async def _take(self) -> Lease | None:
        try:
            if not await self._bot.closures.barred():
                return await self._bot.mailbox.take(WAIT)
        except StoreError as error:
            log.warning("waiting for the mailbox: %s", error)
        except Exception:
            log.exception("nothing taken from the mailbox")
        await asyncio.sleep(WAIT)
        return None

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
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
            await asyncio.wait(late, timeout=self._last)
            # Whoever has not ended shows nothing more: without its lease it may not.
            await asyncio.gather(*map(self._hand_back, self._running.values()))

    async def _answer(self, lease: Lease) -> None:
        with follow(lease.question.id, texts(lease)):
            await self._dealt_with(lease)

    async def _dealt_with(self, lease: Lease) -> None:
        work = asyncio.create_task(self._bot.answer(lease))
        beat = asyncio.create_task(self._keep(lease, work))
        try:
            await work
        except asyncio.CancelledError:
            # Either the lease was lost, and `beat` ended over it, or the process is draining.
            if not beat.done():
                await self._hand_back(lease)
        except Barred as error:
            await self._pause(lease, error)
        except LeaseLost:
            log.warning("%s is somebody else's now", lease.question.id)
        except BotError as error:
            # Nobody renews the lease from here on: the question is taken up again when it runs
            # out, and that counts as an attempt, so that it can't go round for ever.
            log.warning("%s put off: %r", lease.question.id, error)
            if isinstance(error, StoreAway) and lease.attempt == 1:
                await self._hand_back(lease, counted=True)  # once it need not wait so long
        except Exception:
            log.exception("%s put off", lease.question.id)
        finally:
            beat.cancel()

    async def _pause(self, lease: Lease, error: Barred) -> None:
        """The question can wait, uncounted, until somebody has mended the token.

        Until then nobody takes another one: all would meet the same.
        """
        try:
            if await self._bot.closures.bar(error.code):
                log.error("no question is taken for a while: Slack says %s", error.code)
        except StoreError as away:
            log.warning("nobody else knows that Slack says %s: %s", error.code, away)
        await self._hand_back(lease)

    async def _hand_back(self, lease: Lease, *, counted: bool = False) -> None:
        """Now, or when the store is back if that is soon; then the lease runs out by itself."""
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(self._last):
                while not await self._released(lease, counted=counted):  # noqa: ASYNC110  Redis is not ours
                    await asyncio.sleep(WAIT)

    async def _released(self, lease: Lease, *, counted: bool) -> bool:
        try:
            await self._bot.mailbox.release(lease, counted=counted)
        except StoreAway as error:
            log.info("%s not handed back yet: %s", lease.question.id, error)
            return False
        return True

    async def _keep(self, lease: Lease, work: asyncio.Task[None]) -> None:
        """Renew the lease while `work` goes on; stop the work once it can't be held."""
        with suppress(LeaseLost):
            while True:
                await asyncio.sleep(self._beat)
                await self._renew(lease)
                lease.check()  # a store that is away for too long loses the lease, too
        log.warning("lost the lease of %s", lease.question.id)
        work.cancel()

    async def _renew(self, lease: Lease) -> None:
        try:
            await self._bot.mailbox.renew(lease)
        except LeaseLost:
            raise
        except StoreError as error:
            log.warning("%s not renewed: %s", lease.question.id, error)
