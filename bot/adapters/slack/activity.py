"""What went on lately in the places that the bot is in: read gently, for it is read all at once.

https://docs.slack.dev/reference/methods/users.conversations and conversations.history: Tier 3 for
apps that a customer built for itself and for those of the Marketplace; other apps that are
distributed may read one page of 15 messages a minute, and then this takes its time.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History
from bot.adapters.slack.mark import bears, pin
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import Gone, SlackError, Throttled

log = logging.getLogger(__name__)

BURST = 10
"""Calls of one method that may follow each other at once."""
REST = 2.0
"""Seconds from one call to the next after that: 30 of the 50 a minute, the rest is for answers."""
PAGES = 15
"""Pages of one thread that are read, 200 messages each."""
_PER_CALL = 200
_KINDS = ("public_channel,private_channel,mpim,im", "public_channel,private_channel,mpim")
"""What is asked for, and what is without the scope im:read, which older installations lack."""

Message = Mapping[str, Any]


class Activity:
    """Reads channels and threads; waits as long as Slack says, `patience` seconds in all."""

    def __init__(
        self,
        slack: SlackClient,
        history: History,
        *,
        rest: float = REST,
        patience: float = 900.0,
    ) -> None:
        self._slack = slack
        self._history = history
        self._rest = rest
        self._patience = patience
        self._free: dict[str, float] = {}

    async def channels(self) -> list[str]:
        """The ids of all places that the bot is in."""
        try:
            return await self._channels(_KINDS[0])
        except SlackError as error:
            if error.code != "missing_scope":
                raise
            log.warning("direct messages are not looked through: the scope im:read is missing")
            return await self._channels(_KINDS[1])

    async def roots(self, channel: str) -> list[Message]:
        """The newest messages of a channel that may have a thread, newest first."""
        asked = {"channel": channel, "limit": _PER_CALL, "include_all_metadata": True}
        try:
            told = await self._call("conversations.history", **asked)
        except Gone as error:
            log.info("a channel can't be looked through: %s", error.code)
            return []
        said: Sequence[Message] = told.get("messages") or ()
        return [message for message in said if message.get("thread_ts") in {None, message["ts"]}]

    async def carried(self, order: Question) -> bool:
        """Whether a message of ours stands for an order, wherever it may have been carried."""
        place, mark = order.thread, order.first
        if order.how == "there" and order.about:
            place = replace(place, channel=order.about.channel, ts=order.about.root)
            return self._stands(mark, await self.thread(place))
        here = await self.roots(place.channel) if order.how == "open" else ()
        return self._stands(mark, here) or await self.brought(order.user, mark)

    async def brought(self, user: str, mark: str) -> bool:
        """Whether what bears `mark` was begun in that person's direct messages, if we may look."""
        try:
            told = await self._call("conversations.open", users=user)
        except SlackError as error:
            log.info("direct messages can't be looked through: %s", error.code)
            return True
        return self._stands(mark, await self.roots(str(told["channel"]["id"])))

    def _stands(self, mark: str, messages: Sequence[Message]) -> bool:
        return any(self._history.ours(said) and bears(said, pin(mark)) for said in messages)

    async def thread(self, thread: Thread) -> list[Message]:
        """All of a thread, oldest first, with what our messages are marked with."""
        await self._pace("conversations.replies")
        read: list[Message] = []
        try:
            await self._read(thread, read)
        except Gone as error:
            log.info("a thread can't be looked through: %s", error.code)
        return read

    async def _read(self, thread: Thread, read: list[Message]) -> None:
        messages = self._history.messages(thread, self._patience, include_all_metadata=True)
        async with aclosing(messages):
            async for message in messages:
                read.append(message)
                if len(read) == PAGES * _PER_CALL:
                    log.warning("a thread is too long to be looked through to its end")
                    break

    async def remove(self, channel: str, ts: str) -> None:
        """Take a message of ours back; gone already is as good."""
        try:
            await self._call("chat.delete", channel=channel, ts=ts)
        except Gone as error:
            log.info("a message was gone already: %s", error.code)

    async def _channels(self, kinds: str) -> list[str]:
        found: list[str] = []
        cursor = ""
        while True:
            at = {"cursor": cursor} if cursor else {}
            asked = {"types": kinds, "exclude_archived": True, "limit": _PER_CALL, **at}
            told = await self._call("users.conversations", **asked)
            found += [str(channel["id"]) for channel in told.get("channels") or ()]
            cursor = (told.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found

    async def _call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        while True:
            await self._pace(method)
            try:
                return await self._slack.call(method, **arguments)
            except Throttled as error:
                self._patience -= error.retry_after
                if self._patience < 0:
                    raise
                await asyncio.sleep(error.retry_after)

    async def _pace(self, method: str) -> None:
        now = time.monotonic()
        free = max(now, self._free.get(method, now))
        self._free[method] = free + self._rest
        await asyncio.sleep(free - now - (BURST - 1) * self._rest)
