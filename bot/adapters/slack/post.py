"""One Slack message of a reply, put there exactly once, whatever Slack answers.

Slack has no idempotency key. So the intent is written down first, each message carries an opaque
id in its metadata, and after an answer that tells nothing the thread itself is asked
(facts/reliability.md §3.2).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History
from bot.errors import Ambiguous, SlackError, Throttled
from bot.ports import Lease
from bot.reply.journal import Journal

EVENT = "threadloom_reply"
_LOOKS = (0.4, 0.8, 1.6)
"""Seconds between looks for a message that may have arrived: Slack's reads lag its writes."""


class Poster:
    """Posts, edits and removes the messages of one reply, and keeps its journal."""

    def __init__(self, slack: SlackClient, history: History, lease: Lease) -> None:
        self._slack = slack
        self._history = history
        self._lease = lease
        self.journal = lease.journal
        self._anew = lease.journal.phase == "final"

    @property
    def again(self) -> bool:
        """Whether these messages were finished before and are now wanted anew."""
        return self._anew

    async def note(self, **changes: Any) -> None:
        """Write down what became visible."""
        journal = replace(self.journal, asking=self._lease.question.id, **changes)
        await self._lease.note(journal)
        self.journal = journal

    async def begin(self, reply: str) -> None:
        """Take over what an earlier worker or asking posted; `reply` names it if nobody did."""
        if not self.journal.reply:
            self.journal = replace(self.journal, reply=reply)
        elif self._anew:
            await self.note(phase="posted", shown=0)
        elif self.journal.phase == "intent":
            await self._search(len(self.journal.stamps))

    async def post(self, markdown: str) -> None:
        """Append one message to the reply; returns once Slack is known to have it."""
        await self.note(phase="intent")
        page = len(self.journal.stamps)
        while len(self.journal.stamps) == page:
            try:
                answer = await self._call("chat.postMessage", **self._message(markdown, page))
            except Throttled as error:
                await asyncio.sleep(error.retry_after)
            except Ambiguous:
                await self._search(page)
            else:
                stamps = (*self.journal.stamps, str(answer["ts"]))
                await self.note(phase="posted", stamps=stamps)

    async def edit(self, index: int, **content: Any) -> None:
        """Redraw one message; the same edit may be tried again without harm."""
        stamp = self.journal.stamps[index]
        channel = self._lease.question.thread.channel
        await self._call("chat.update", channel=channel, ts=stamp, **content)

    async def remove(self, index: int) -> None:
        """Take back a message that the reply no longer fills; gone already is as good."""
        stamps = self.journal.stamps
        channel = self._lease.question.thread.channel
        try:
            await self._call("chat.delete", channel=channel, ts=stamps[index])
        except SlackError as error:
            if error.code != "message_not_found":
                raise
        await self.note(stamps=stamps[:index] + stamps[index + 1 :])

    async def _call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        self._lease.check()
        return await self._slack.call(method, **arguments)

    def _message(self, markdown: str, page: int) -> dict[str, Any]:
        thread = self._lease.question.thread
        payload = {"reply": self.journal.reply, "page": page}
        return {
            "channel": thread.channel,
            "thread_ts": thread.ts,
            "markdown_text": markdown,
            "metadata": {"event_type": EVENT, "event_payload": payload},
            "unfurl_links": False,
            "unfurl_media": False,
        }

    async def _search(self, page: int) -> None:
        """Find the message for `page`, or make sure that it never arrived."""
        looks = iter(_LOOKS)
        pause: float | None = 0.0
        while pause is not None:
            await asyncio.sleep(pause)
            self._lease.check()
            try:
                found = await self._found()
            except Throttled as error:
                pause = error.retry_after
            except Ambiguous:
                pause = _LOOKS[-1]  # as long as nobody can tell, posting again could double it
            else:
                if len(found) > page:
                    await self.note(phase="posted", stamps=found)
                    return
                pause = next(looks, None)

    async def _found(self) -> tuple[str, ...]:
        """The messages of this reply that Slack has: one for each page, the oldest of each."""
        question = self._lease.question
        bounds = {"oldest": question.ts, "include_all_metadata": True}
        pages: dict[int, str] = {}
        async for message in self._history.messages(question.thread, **bounds):
            if (page := _page(message, self.journal)) is not None:
                pages.setdefault(page, str(message["ts"]))
        return tuple(ts for _, ts in sorted(pages.items()))


def _page(message: Mapping[str, Any], journal: Journal) -> int | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or payload.get("reply") != journal.reply:
        return None
    return int(payload.get("page", 0))
