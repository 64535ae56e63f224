"""One answer as Slack shows it: drawn when its turn comes, finished whatever it takes."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from bot.adapters.slack.canvas import Canvas
from bot.answer.speech import Speech
from bot.errors import Barred, Gone, LeaseLost, SlackError, StoreAway, Throttled
from bot.ports import Told
from bot.reply.draft import Draft
from bot.reply.furniture import Furniture
from bot.reply.handover import Handover
from bot.reply.pace import Pace
from bot.reply.steps import lines

log = logging.getLogger(__name__)
_PACE = Pace()
_ALIVE = 20.0
"""Seconds after which a silent reply says again that it will need its final edit."""


class SlackReply:
    """A `Reply`: a task draws the newest text whenever that is allowed; `finish` draws the last.

    `streamed` is what a native stream had shown of it before.
    """

    rested = False
    """Whether ending it has told Slack, too, that the bot is at work there no more."""

    def __init__(
        self, canvas: Canvas, pace: Pace = _PACE, streamed: Handover | None = None
    ) -> None:
        self._canvas = canvas
        self._streamed = streamed
        self._after = streamed or Handover()
        self._told: Told = Speech()
        self._draft = Draft()
        self._pace = pace
        self._meter = canvas.meter
        self._begun: float | None = time.monotonic()
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._drawer: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """A sign of life; from here on the reply is drawn as its answer grows."""
        known = self._streamed.turned if self._streamed else None
        await self._canvas.open(known)
        self._draft = Draft(self._canvas.outgrow if known is None else 0)
        self._drawer = asyncio.create_task(self._draw_on())

    async def close(self) -> None:
        """Leave what is shown as it is, whatever ended the drawing."""
        try:
            await self._stop_drawing()
        except LeaseLost as error:
            log.info("no more is drawn: %s", error)
        except Exception:
            log.exception("the drawing had ended")
        finally:
            await self._canvas.close()

    def show(self, told: Told) -> None:
        """There is more of it; raises what ended the drawing, if something did."""
        self._told = told
        self._news.set()
        if self._drawer and self._drawer.done():
            self._drawer.result()

    async def finish(self, text: str, furniture: Furniture) -> None:
        """Show all of `text` with its furniture; Slack has confirmed it when this returns."""
        since = time.monotonic()
        await self._stop_drawing()
        await self._canvas.finish(self._after.pages(text) or [""], furniture, len(text))
        self._meter.time("finished", time.monotonic() - since)
        self._shown(text)

    async def _stop_drawing(self) -> None:
        """Let the call under way end: cut off, it could still land after the final edit."""
        self._closing.set()
        self._news.set()
        drawer, self._drawer = self._drawer, None
        self._canvas.hurry.set()
        try:
            if drawer:
                with suppress(SlackError):
                    await drawer
        finally:
            self._canvas.hurry.clear()

    async def _draw_on(self) -> None:
        while not self._closing.is_set():
            try:
                async with asyncio.timeout(_ALIVE):
                    await self._news.wait()
            except TimeoutError:
                await self._canvas.reserve()
                continue
            self._news.clear()
            if not await self._rest(self._pace.due_in(time.monotonic())):
                await self._draw()

    async def _draw(self) -> None:
        """One interim redraw; what fails here is shown by the next one, or by `finish`."""
        if not self._canvas.lacks(self._newest()):
            return
        try:
            # Until its turn has come there may be more to show.
            if not await self._turn():
                self._meter.count("edit_dropped")
                return
            text, newest = self._told.text, self._newest()
            *_, bare = self._draft.push(self._after.after(text)) or [""]
            await self._canvas.draw(newest, len(text), self._turn, bare)
            self._meter.count("edit_made")
            self._shown(text)
        except (Barred, Gone):
            raise
        except Throttled as error:
            log.info("not redrawn: %s", error)
            self._meter.count("edit_refused")
            self._pace = self._pace.throttled(time.monotonic(), error.retry_after)
            self._news.set()
        except (SlackError, StoreAway) as error:
            log.info("not redrawn: %s", error)
            self._meter.count("edit_refused")
            self._news.set()
        self._pace = self._pace.drawn(time.monotonic())

    def _shown(self, text: str) -> None:
        """Slack shows `text`: it is timed if it is the first that there is to read."""
        if text and self._begun is not None:
            self._meter.time("first_text", time.monotonic() - self._begun)
            self._begun = None

    def _newest(self) -> list[str]:
        told = self._told
        went_on = lines(told.steps, told.doing, told.subject)
        pages = self._draft.push(self._after.after(told.text), went_on)
        return [*self._after.turned, *pages]

    async def _turn(self) -> bool:
        return await self._canvas.turn(self._rest, lambda: len(self._told.text))

    async def _rest(self, seconds: float) -> bool:
        """Wait, but not beyond the end of the answer; True if that has come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        return self._closing.is_set()
