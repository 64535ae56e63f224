"""One answer as a native stream; where that fails, edits take over without a word lost or twice."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from bot.adapters.slack.canvas import Canvas
from bot.adapters.slack.reply import SlackReply
from bot.adapters.slack.stream import STOPPED, Stream, chunks_of, patiently
from bot.answer.speech import Speech
from bot.errors import Barred, Gone, LeaseLost, SlackError, StoreAway, Throttled
from bot.ports import Act, Told
from bot.reply.furniture import Furniture
from bot.reply.handover import Handover
from bot.reply.journal import texts
from bot.reply.pace import Pace
from bot.reply.scroll import LIFETIME, Astray, Piece, Scroll
from bot.reply.steps import cards, opens
from bot.watching.meter import Counted

log = logging.getLogger(__name__)
_PACE = Pace(0.6)


class _Full(Exception):
    """No more streams may be started now, in the whole workspace."""


class StreamedReply:
    """A `Reply`: one task writes the stream; `finish` ends it with its furniture.

    Nothing is opened before there is something to show: until then the thread's status tells.
    """

    def __init__(
        self, stream: Stream, canvas: Canvas, pace: Pace = _PACE, lifetime: float = LIFETIME
    ) -> None:
        self._stream = stream
        self._canvas = canvas
        self._pace = pace
        self._scroll = Scroll(lifetime=lifetime)
        self._told: Told = Speech()
        self._edits: SlackReply | None = None
        self._over = False
        self.rested = False
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._writer: asyncio.Task[None] | None = None
        self._begun: float | None = time.monotonic()

    async def open(self) -> None:
        """From here on the stream grows as its answer does."""
        await self._canvas.begin()
        self._writer = asyncio.create_task(self._write_on())

    async def close(self) -> None:
        """Leave what is shown as it is, whatever ended the writing."""
        try:
            await self._stop_writing()
        except LeaseLost as error:
            log.info("no more is streamed: %s", error)
        except Exception:
            log.exception("the streaming had ended")
        finally:
            if self._edits:
                await self._edits.close()
            await self._stream.leave(self._scroll.deck.closing())
            await self._canvas.close()

    def show(self, told: Told) -> None:
        """There is more of it; raises what ended the writing, if something did."""
        self._told = told
        self._news.set()
        if self._edits:
            self._edits.show(told)
        elif self._writer and self._writer.done():
            self._writer.result()

    async def finish(self, text: str, furniture: Furniture) -> None:
        """Show all of `text` with its furniture; Slack has confirmed it when this returns."""
        since = time.monotonic()
        await self._stop_writing()
        if not self._over:
            try:
                if await self._end(text, furniture):
                    self._canvas.meter.time("finished", time.monotonic() - since)
                    self._shown(text)
                    return
            except (Barred, Gone):
                raise
            except (SlackError, StoreAway, Astray) as error:
                log.info("edits finish the stream: %r", error)
        edits = self._edits or await self._give_up(text)
        await edits.finish(text, furniture)

    async def _stop_writing(self) -> None:
        """Let the call under way end: what it shows has to be known."""
        self._closing.set()
        self._news.set()
        writer, self._writer = self._writer, None
        self._canvas.hurry.set()
        try:
            if writer:
                with suppress(SlackError, StoreAway):
                    await writer
        finally:
            self._canvas.hurry.clear()

    async def _write_on(self) -> None:
        while not (self._closing.is_set() or self._over):
            # Old streams are turned even if nothing more is said.
            left = self._scroll.lifetime - (self._stream.age or 0.0)
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.05, left)):
                    await self._news.wait()
            self._news.clear()
            if not await self._rest(self._pace.due_in(time.monotonic())):
                await self._write()

    async def _write(self) -> None:
        """One piece, whatever Slack has against it."""
        try:
            done = await self._append()
        except (Barred, Gone):
            raise
        except (SlackError, StoreAway, Astray, _Full) as error:
            done = "edit_refused"
            await self._heed(error)
        if done:
            self._canvas.meter.count(done)
        self._pace = self._pace.drawn(time.monotonic())

    async def _heed(self, error: Exception) -> None:
        """Wait where that helps; else edits go on from what is known to be shown."""
        log.info("not streamed: %r", error)
        if isinstance(error, Throttled):
            self._pace = self._pace.throttled(time.monotonic(), error.retry_after)
        self._over = not isinstance(error, Throttled | StoreAway)
        self._news.set()
        if self._over and not (isinstance(error, SlackError) and error.code == STOPPED):
            await self._give_up()
            self._stream.work_on()

    async def _append(self) -> Counted | None:
        """What became of the next piece; None where there is none."""
        if (piece := self._next()) is None:
            return None
        act = self._act(piece)
        if act == "start" and await self._stream.wait(act):
            raise _Full
        if act != "start" and not await self._stream.turn(act, self._rest):
            return "edit_dropped"
        # While it waited for its turn there may have come more, if that takes no other turn.
        newer = self._next() or piece
        await self._send(newer if self._act(newer) == act else piece)
        return "edit_made"

    def _act(self, piece: Piece) -> Act:
        if self._stream.age is None:
            return "start"
        return "append" if piece.then == "on" else "stop"

    async def _send(self, piece: Piece) -> None:
        chunks = chunks_of(piece)
        if self._stream.age is None:
            await self._stream.start(chunks, piece.text)
            chunks = []
        elif piece.then == "on":
            await self._stream.append(chunks)
        if piece.then == "turn":
            await self._stream.stop(chunks)
            self._stream.work_on()
            self._news.set()  # what comes next may be there already
        self._scroll.sent(piece)
        self._shown(piece.text)
        said, live = len(self._told.text), self._stream.age is not None
        await self._stream.note(shown=said, pages=texts(self._scroll.texts), live=live)

    def _shown(self, text: str) -> None:
        """Slack shows `text`: it is timed if it is the first that there is to read."""
        if text and self._begun is not None:
            self._canvas.meter.time("first_text", time.monotonic() - self._begun)
            self._begun = None

    def _next(self) -> Piece | None:
        told, steps = self._told, self._told.steps
        if not self._scroll.push(told.text, cards(steps)):
            raise Astray
        if not (told.text or opens(steps)):
            return None
        return self._scroll.next(self._stream.age)

    async def _end(self, text: str, furniture: Furniture) -> bool:
        """Stream what is left and its furniture; False if there is no stream to do it with."""
        if not self._scroll.push(text, cards(self._told.steps)):
            raise Astray
        while piece := self._scroll.next(self._stream.age, ended=True):
            chunks, last = chunks_of(piece), piece.then == "end"
            if self._stream.age is None:
                if not piece.text or await self._stream.wait("start"):
                    break
                await self._insist(partial(self._stream.start, chunks, piece.text))
                chunks = []
            below = furniture if last else None
            await self._insist(partial(self._stream.stop, chunks, below), turn="stop")
            self._scroll.sent(piece)
            if last:
                shown = {"shown": len(text), "pages": texts(self._scroll.texts)}
                self.rested = True  # ending the stream has told Slack so
                await self._stream.note(phase="final", live=False, **shown)
                return True
        return False

    async def _insist(self, call: Callable[[], Awaitable[None]], turn: Act | None = None) -> None:
        """Call as soon as Slack lets us, and not before it is our turn."""
        while True:
            try:
                if turn:
                    await self._stream.turn(turn, patiently)
                return await call()
            except Throttled as error:
                await asyncio.sleep(error.retry_after)

    async def _give_up(self, text: str | None = None) -> SlackReply:
        """What is live is ended; the messages, and what is known of them, go to edits.

        `text`: all that is said, where that is known; what grew may lack its end still.
        """
        self._over = True
        await self._stream.settle()
        handover = self._scroll.handover
        if not (self._told.text if text is None else text).startswith(handover.said):
            handover = Handover()  # it is another answer now: all of it is drawn anew
        edits = SlackReply(self._canvas, streamed=handover)
        await edits.open()
        edits.show(self._told)
        self._edits = edits
        return edits

    async def _rest(self, seconds: float) -> bool:
        """Wait, but not beyond the end of the answer; True if that has come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        return self._closing.is_set()
