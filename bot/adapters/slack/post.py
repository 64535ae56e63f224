"""One Slack message of a reply, put there exactly once, whatever Slack answers.

Slack has no idempotency key. So the intent is written down first, each message carries an opaque
id in its metadata, and after an answer that tells nothing the thread itself is asked
(facts/reliability.md §3.2).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History
from bot.adapters.slack.mark import Mark, read
from bot.adapters.slack.once import LOOKS, Once
from bot.errors import Ambiguous, Barred, Gone, SlackError, StoreAway, Throttled
from bot.ports import Allowance, Lease
from bot.reply.drawing import Drawing
from bot.reply.rates import UPDATE

log = logging.getLogger(__name__)
_REST = 0.5
"""Seconds between two tries to write down that a message stands."""
_SET = frozenset(
    {"block_mismatch", "cant_update_message", "edit_window_closed", "streaming_state_conflict"}
)
"""A message that Slack will never let us edit again, while the thread is open to others."""


class Poster:
    """Posts, edits and removes the messages of one reply, and keeps its journal.

    `hurry` is that of `Once`.
    """

    def __init__(
        self,
        slack: SlackClient,
        history: History,
        allowance: Allowance,
        lease: Lease,
        looks: Sequence[float] = LOOKS,
    ) -> None:
        self._once = Once(slack, allowance, lease, looks)
        self._history = history
        self._lease = lease
        self.hurry = self._once.hurry
        self.journal = lease.journal
        self._anew = lease.journal.phase == "final"

    @property
    def again(self) -> bool:
        """Whether these messages were finished before and are now wanted anew."""
        return self._anew

    async def note(self, **changes: Any) -> None:
        """Write down what became visible."""
        journal = replace(self.journal, asking=self._lease.asking.id, **changes)
        await self._lease.note(journal)
        self.journal = journal

    async def begin(self, reply: str) -> None:
        """Take over what an earlier worker or asking posted; `reply` names it if nobody did."""
        if not self.journal.reply:
            self.journal = replace(self.journal, reply=reply)
        elif self._anew:
            await self.note(phase="posted")
        elif self.journal.phase == "intent":
            await self.search(partial(self._look, len(self.journal.stamps)))

    async def post(
        self, drawing: Drawing, *, final: bool = False
    ) -> Literal["mine", "bare", "found"]:
        """Append one message to the reply; returns once Slack is known to have it.

        "bare": Slack would not have its blocks, and the words come first. `final`: it finishes the
        reply. "found": it is there from an earlier try of this page, which may have shown
        something else.
        """
        page = len(self.journal.stamps)
        await self.note(phase="intent", pages=self.journal.showing(page, drawing.said))
        if self._once.doubt:  # an earlier try of this page ended before anybody could tell
            await self.search(partial(self._look, page))
        if page < len(self.journal.stamps):
            return "found"
        mark = self.metadata(page, final=final)
        try:
            await self._put(page, (), metadata=mark, **drawing.content)
        except SlackError as error:
            _refuse_but(error, drawing)
            await self._put(page, (), metadata=mark, **drawing.bare)
            return "bare"
        return "mine"

    async def edit(self, index: int, drawing: Drawing, *, final: bool = False) -> None:
        """Redraw one message; the same edit may be tried again without harm.

        `final`: with this the reply is finished, which its mark then says. Where Slack would not
        have the blocks, there are words alone.
        """
        try:
            await self._edit(index, final=final, **drawing.content)
        except SlackError as error:
            _refuse_but(error, drawing)
            await self._edit(index, final=final, **drawing.bare)

    async def _edit(self, index: int, *, final: bool, **content: Any) -> None:
        # The mark goes with every edit: a stream that ended by itself has none.
        content["metadata"] = self.metadata(index, final=final)
        stamp = self.journal.stamps[index]
        channel = self._lease.question.thread.channel
        try:
            await self.call(UPDATE, channel=channel, ts=stamp, parse="none", **content)
        except SlackError as error:
            if error.code not in _SET:
                raise
            await self._replace(index, content)

    async def remove(self, index: int) -> None:
        """Take back a message that the reply no longer fills; gone already is as good."""
        stamps = self.journal.stamps
        await self.take_back(stamps[index])
        await self.note(stamps=stamps[:index] + stamps[index + 1 :])

    async def orphans(self) -> list[str]:
        """Our messages since the question that nobody knows: a stream has no metadata at first.

        Nor have messages that bring files.
        """
        question, known = self._lease.question, self.journal.stamps
        bounds: dict[str, Any] = {"oldest": question.ts, "include_all_metadata": True}
        thread = self._history.messages(question.thread, **bounds)
        return [
            str(message["ts"])
            async for message in thread
            if self._history.ours(message)
            and not (message.get("metadata") or message.get("files"))
            and message["ts"] > question.ts
            and message["ts"] not in known
        ]

    async def take_back(self, stamp: str) -> None:
        """Delete a message of ours; gone already is as good."""
        channel = self._lease.question.thread.channel
        try:
            await self.call("chat.delete", channel=channel, ts=stamp)
        except SlackError as error:
            if error.code != "message_not_found":
                raise

    async def _replace(self, index: int, content: Mapping[str, Any]) -> None:
        """Another message in place of one that can't be edited, which goes if Slack lets it."""
        old = self.journal.stamps[index : index + 1]
        await self._look(index)  # an earlier worker may have put it there already
        await self._put(index, old, **content)
        with suppress(SlackError):
            await self.take_back(*old)

    async def _put(self, page: int, old: tuple[str, ...], **content: Any) -> None:
        """Post, unless another message than the `old` one stands for `page` already."""
        if self.journal.stamps[page : page + 1] == old:
            message = self._message(page) | content
            stamp = await self._once.post(partial(self._look, page), **message)
            if self.journal.stamps[page : page + 1] == old:
                await self.stands(page, stamp)

    async def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Slack's answer, asked in its turn and only while the thread is ours."""
        return await self._once.call(method, **arguments)

    async def search(self, look: Callable[[], Awaitable[object]]) -> None:
        """Let `look` find a message, or make sure that it never arrived."""
        await self._once.search(look)

    def metadata(self, page: int, *, final: bool = False) -> dict[str, Any]:
        """What tells the message of `page` from every other; `final`: the reply is finished."""
        asked = tuple(part.ts for part in self._lease.asking.parts) or (self._lease.question.ts,)
        return Mark(self.journal.reply, page, asked, final).metadata

    def _message(self, page: int) -> dict[str, Any]:
        thread = self._lease.question.thread
        return {
            "channel": thread.channel,
            "thread_ts": thread.ts,
            "metadata": self.metadata(page),
            "unfurl_links": False,
            "unfurl_media": False,
        }

    async def stands(self, page: int, stamp: str) -> None:
        """Write down that one more message stands: what is not known would be posted again."""
        stamps = self.journal.stamps
        now = (*stamps[:page], stamp, *stamps[page + 1 :])
        while True:
            try:
                return await self.note(phase="posted", stamps=now)
            except StoreAway:
                await asyncio.sleep(_REST)
                self._lease.check()

    async def _look(self, page: int) -> str:
        """Adopt the oldest message of `page` that the journal does not know; take others back."""
        question, stamps = self._lease.question, self.journal.stamps
        after = stamps[page] if page < len(stamps) else question.ts
        bounds: dict[str, Any] = {"oldest": question.ts, "include_all_metadata": True}
        thread = self._history.messages(question.thread, **bounds)
        found = [str(m["ts"]) async for m in thread if self._ours(m, page) and m["ts"] > after]
        for extra in found[1:]:
            await self.take_back(extra)
        if not found:
            return ""
        await self.stands(page, found[0])
        return found[0]

    def _ours(self, message: Mapping[str, Any], page: int) -> bool:
        mark = read(message)
        ours = mark and self._history.ours(message) and mark.reply == self.journal.reply
        return bool(ours and mark and mark.page == page)


def _refuse_but(error: SlackError, drawing: Drawing) -> None:
    """Raise what is not about the blocks; those were too many, too long or of a strange kind."""
    if not drawing.built or isinstance(error, Ambiguous | Barred | Gone | Throttled):
        raise error
    log.warning("blocks refused: %s", error)
