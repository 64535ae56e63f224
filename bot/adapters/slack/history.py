"""What stands in a Slack thread: read once, newest kept, with names and permalinks."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.people import People
from bot.adapters.slack.permalink import Permalink
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.spoken import mentioned, plain
from bot.conversation.thread import Thread
from bot.conversation.wording import called, wording
from bot.errors import Ambiguous, Throttled

log = logging.getLogger(__name__)

MOST = 400
"""Messages looked at, the newest of a thread: more would not fit the cap anyway."""
PAGES = 15
"""Pages read before a question: Slack tells a thread oldest first, and each page takes time."""
PATIENCE = 60.0
"""Seconds that reading a thread may rest in all, where Slack asks to slow down."""
_PER_CALL = 200


@dataclass(frozen=True, slots=True)
class Home:
    """Who we are in the workspace, as `auth.test` says; `url` ends with a slash."""

    team: str
    user: str
    bot: str
    url: str

    def wrote(self, message: Mapping[str, Any]) -> bool:
        """Whether `message` is ours."""
        bot = bool(self.bot) and message.get("bot_id") == self.bot
        return bot or message.get("user") == self.user


@dataclass(slots=True)
class _Read:
    """How far a thread was read towards a question at `before`: `count` of `total` messages."""

    before: str
    newest: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=MOST))
    count: int = 0
    total: int = 0
    whole: bool = True

    def full(self, message: Mapping[str, Any], *, tells: bool) -> bool:
        """Take one more, which `tells` something or not; whether it is enough, `whole` or not."""
        self.count, self.total = self.count + 1, max(self.total, _said_in(message))
        if tells and message["ts"] < self.before:
            self.newest.append(message)
        if self.count < PAGES * _PER_CALL:
            return False
        self.whole = self.total == self.count
        return True


class History:
    """Reads Slack threads for the model and for whoever looks for a lost reply."""

    def __init__(self, slack: SlackClient, people: People, home: Home) -> None:
        self._slack = slack
        self._people = people
        self._home = home

    async def before(self, question: Question) -> list[Said]:
        """What was said in the thread before `question`, oldest first, the newest `MOST`.

        The last one says so if not all of it could be read.
        """
        read = _Read(question.ts)
        try:
            await self._fill(read, question)
        except (Throttled, Ambiguous) as error:
            log.warning("the thread before %s was not read to its end: %s", question.id, error)
            read.whole = False
        said = await self._said(question.thread, list(read.newest))
        return said if read.whole else [*said, self._unread(question, read.total - read.count)]

    async def _fill(self, read: _Read, question: Question) -> None:
        thread = self.messages(question.thread, PATIENCE, latest=question.ts)
        async with aclosing(thread):
            async for message in thread:
                if read.full(message, tells=self._tells(message)):
                    return

    async def around(self, thread: Thread, ts: str) -> list[Said]:
        """The thread, oldest first: the newest `MOST`, and the one at `ts` in any case."""
        newest: deque[Mapping[str, Any]] = deque(maxlen=MOST)
        left: list[Mapping[str, Any]] = []
        async for message in self.messages(thread):
            if self._tells(message):
                if len(newest) == MOST and newest[0]["ts"] == ts:
                    left.append(newest[0])
                newest.append(message)
        return await self._said(thread, [*left, *newest])

    def ours(self, message: Mapping[str, Any]) -> bool:
        """Whether we wrote it ourselves."""
        return self._home.wrote(message)

    async def messages(
        self, thread: Thread, patience: float = 0.0, **bounds: Any
    ) -> AsyncGenerator[Mapping[str, Any], None]:
        """The thread from its start; Slack tells a thread oldest first, a page at a time.

        Where it asks to slow down, that is done for `patience` seconds in all.
        """
        cursor, told = "", set[str]()  # a later page may begin with the root once more
        while True:
            at = {"cursor": cursor} if cursor else {}
            try:
                answer = await self._page(thread, **bounds, **at)
            except Throttled as error:
                patience -= error.retry_after
                if patience < 0:
                    raise
                await asyncio.sleep(error.retry_after)
                continue
            for message in answer.get("messages") or ():
                if message["ts"] not in told:
                    told.add(message["ts"])
                    yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _page(self, thread: Thread, **bounds: Any) -> Mapping[str, Any]:
        where = {"channel": thread.channel, "ts": thread.ts, "limit": _PER_CALL}
        return await self._slack.call("conversations.replies", **where, **bounds)

    def _unread(self, question: Question, left: int) -> Said:
        """A word to the model in place of what it can't know; `left`: how many, if we do."""
        what = f"{left} later messages" if left > 0 else "Other messages"
        text = f"[{what} of this thread could not be read]"
        link = self.permalink(question.thread, question.thread.ts)
        return Said("Threadloom (you)", question.thread.ts, text, link)

    async def _said(self, thread: Thread, messages: list[Mapping[str, Any]]) -> list[Said]:
        users = [str(m.get("user") or "") for m in messages]
        texts = [self._wording(message) for message in messages]
        ids = [*filter(None, users), *(user for text in texts for user in mentioned(text))]
        names = await self._people.names(ids) | {self._home.user: "Threadloom (you)"}
        return [
            Said(
                who=names.get(user) or called(message.get("username"), "somebody"),
                ts=message["ts"],
                text=plain(text, names),
                permalink=self.permalink(thread, message["ts"]),
            )
            for user, text, message in zip(users, texts, messages, strict=True)
        ]

    def _tells(self, message: Mapping[str, Any]) -> bool:
        return bool(self._wording(message)) and not message.get("hidden")  # hidden: it was deleted

    def _wording(self, message: Mapping[str, Any]) -> str:
        return wording(message, ours=self.ours(message))

    def permalink(self, thread: Thread, ts: str) -> str:
        """As `chat.getPermalink` makes them, without a call for each message."""
        return Permalink(thread.channel, ts, thread.ts).url(self._home.url)


def _said_in(message: Mapping[str, Any]) -> int:
    """How many messages the thread has, if this is its root: replies come on top of it."""
    count = message.get("reply_count")
    return 1 + count if type(count) is int else 0
