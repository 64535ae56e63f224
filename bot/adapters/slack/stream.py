"""The native stream of a reply: one message at a time that grows, and is known to have ended.

https://docs.slack.dev/reference/methods/chat.startStream, and what was measured since
(facts/slack.md §1). Only chunks are sent, for a stream takes one kind of content; there is one
writer, for the calls of a stream must not overtake each other.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.adapters.slack.post import Poster
from bot.adapters.slack.status import Working
from bot.errors import Ambiguous, Barred, Gone, SlackError, StoreAway, StoreError, Throttled
from bot.ports import Act, Flow, Lease
from bot.reply.furniture import Furniture, blocks
from bot.reply.scroll import Piece

log = logging.getLogger(__name__)
Chunk = Mapping[str, Any]
_REST = 0.5
"""Seconds between two tries where nobody can tell what Slack did."""
_PATIENCE = 30.0
"""The longest rest, in seconds, between two tries to end a stream."""
STOPPED = "stopped_by_user"
"""Slack has ended the stream itself: another call to end it would wait for its turn."""
_SOON = 2.0
"""Seconds that a reply which is left without an end may take for ending its stream."""


class Stream:
    """Starts, feeds and stops; what it came to stands in the journal before and after."""

    def __init__(
        self, poster: Poster, flow: Flow, lease: Lease, working: Working | None = None
    ) -> None:
        self._poster = poster
        self._flow = flow
        self._lease = lease
        self._working = working
        self._begun: float | None = None
        self._dead = set[str]()

    @property
    def age(self) -> float | None:
        """Seconds since the message that grows was started; None while there is none."""
        return None if self._begun is None else time.monotonic() - self._begun

    async def turn(self, act: Act, rest: Callable[[float], Awaitable[bool]]) -> bool:
        """Wait until that may be done; `rest` waits, and says True once the answer has ended."""
        while wait := await self.wait(act):
            if await rest(wait):
                return False
        return True

    async def wait(self, act: Act) -> float:
        """0.0: it may be done now. Otherwise the seconds after which to ask again."""
        return await self._flow.ask(*self._key(act))

    async def start(self, chunks: Sequence[Chunk], text: str) -> None:
        """Begin a message, which then shows `text`."""
        question, page = self._lease.question, len(self._poster.journal.stamps)
        pages = self._poster.journal.showing(page, text)
        await self._poster.note(phase="intent", live=True, pages=pages)
        whom = {"recipient_user_id": question.user, "recipient_team_id": question.thread.team}
        where = {"channel": question.thread.channel, "thread_ts": question.thread.ts}
        begun = time.monotonic()  # Slack's clock for it starts no sooner
        try:
            answer = await self._call("start", "chat.startStream", chunks, **where, **whom)
        except Ambiguous:
            raise  # it may be there: `settle` looks for it
        except SlackError:
            await self._ended()
            raise
        self._begun = begun
        await self._poster.stands(page, str(answer["ts"]))

    async def append(self, chunks: Sequence[Chunk]) -> None:
        """Let the message grow."""
        await self._call("append", "chat.appendStream", chunks, **self._last)

    async def stop(self, chunks: Sequence[Chunk] = (), furniture: Furniture | None = None) -> None:
        """Say the last of this message, perhaps with what stands under the whole reply."""
        below = blocks("", furniture) if furniture else []
        more = {"blocks": below} if below else {}
        last = len(self._poster.journal.stamps) - 1
        metadata = self._poster.metadata(last, final=furniture is not None)
        status = {"session_status": "active"} if furniture else {}
        told = {"metadata": metadata, **more, **status}
        if furniture and self._working:
            await self._working.said()  # what is under way could land after this
        await self._call("stop", "chat.stopStream", chunks, **self._last, **told)
        self._begun = None

    def work_on(self) -> None:
        """Have it said once more that the bot is at work: Slack takes the end of a stream for it.

        There is no `session_status` for a stream that is turned and an answer that goes on:
        https://docs.slack.dev/reference/methods/chat.stopStream
        """
        if self._working:
            self._working.again()

    async def settle(self) -> None:
        """Whoever wrote, and however far it came: no message of this reply is live after this."""
        journal = self._poster.journal
        if not journal.live:
            return
        if journal.phase == "intent":
            await self._poster.search(self._adopt)
        stamps = self._poster.journal.stamps
        if stamps and stamps[-1] not in self._dead:
            await self._end(stamps[-1])
        self._begun = None
        await self._ended()

    async def leave(self, chunks: Sequence[Chunk]) -> None:
        """End it if that is quickly done: the answer goes on elsewhere, or not at all."""
        with suppress(SlackError, StoreError, TimeoutError):
            async with asyncio.timeout(_SOON):
                if self._begun is not None and not await self.wait("stop"):
                    await self.stop(chunks)
                await self._flow.end(*self._key("stop")[::2])

    async def note(self, **changes: Any) -> None:
        """Write it down, however long that takes."""
        while True:
            try:
                return await self._poster.note(**changes)
            except StoreAway as error:
                log.warning("not written down yet: %s", error)
                await asyncio.sleep(_REST)
                self._lease.check()

    async def _ended(self) -> None:
        phase = "posted" if self._poster.journal.stamps else ""
        await self.note(phase=phase, live=False)

    async def _adopt(self) -> bool:
        """Take the oldest message that nobody knows for the one that was begun; end the others."""
        found = await self._poster.orphans()
        for extra in found[1:]:
            await self._end(extra)
            await self._poster.take_back(extra)
        if found:
            await self._poster.stands(len(self._poster.journal.stamps), found[0])
        return bool(found)

    async def _end(self, stamp: str) -> None:
        """Stop one message, tried until Slack says that it is done or was."""
        where = {"channel": self._lease.question.thread.channel, "ts": stamp}
        metadata = self._poster.metadata(len(self._poster.journal.stamps) - 1)
        while True:
            try:
                await self.turn("stop", patiently)
                await self._call("stop", "chat.stopStream", (), **where, metadata=metadata)
            except Throttled as error:
                await asyncio.sleep(min(error.retry_after, _PATIENCE))
            except (Ambiguous, StoreAway) as error:
                log.info("not known to have stopped: %s", error)
                await asyncio.sleep(_REST)
            except Barred:
                raise
            except (Gone, SlackError) as error:
                # Too old, stopped by a person, or gone: whoever edits it next is told.
                log.info("had stopped before: %s", error)
                return
            else:
                return

    async def _call(
        self, act: Act, method: str, chunks: Sequence[Chunk], **arguments: Any
    ) -> Mapping[str, Any]:
        said = {"chunks": list(chunks)} if chunks else {}
        try:
            return await self._poster.call(method, **said, **arguments)
        except Throttled as error:
            with suppress(StoreAway):
                team, _, _ = self._key(act)
                await self._flow.pause(team, act, error.retry_after)
            raise
        except SlackError as error:
            if error.code == STOPPED:
                self._dead.add(str(arguments.get("ts")))
            raise

    @property
    def _last(self) -> dict[str, str]:
        channel = self._lease.question.thread.channel
        return {"channel": channel, "ts": self._poster.journal.stamps[-1]}

    def _key(self, act: Act) -> tuple[str, Act, str]:
        thread = self._lease.question.thread
        return thread.team, act, str(thread)


async def patiently(seconds: float) -> bool:
    """A rest that no end of the answer cuts short."""
    await asyncio.sleep(seconds)
    return False


def chunks_of(piece: Piece) -> list[Chunk]:
    """The words of a piece, and the steps before them, as a stream takes them."""
    said = [{"type": "markdown_text", "text": piece.text}] if piece.text else []
    return [*map(dict, piece.cards), *said]
