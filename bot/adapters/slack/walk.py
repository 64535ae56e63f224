"""One reading of a channel: newest first, its threads too, paced, and counting what it lacks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.errors import Ambiguous, SlackError, Throttled
from bot.ports import Allowance
from bot.summary.scope import MOST_MESSAGES

log = logging.getLogger(__name__)
Message = Mapping[str, Any]
_PER_CALL = 200
THREADS = 1_500
"""Threads that are read at most, the newest; each takes a call."""
PATIENCE = 120.0
"""Seconds that one reading rests in all, where Slack asks to slow down against our own count."""
_TRIES = (0.5, 1.0, 2.0)
"""Seconds before a call that failed is made again."""
HISTORY, REPLIES = "conversations.history", "conversations.replies"


@dataclass(slots=True)
class Goal:
    """How far back a channel is read: to `oldest`, to a message that `stops` it, or `newest` many.

    `seen` are the messages on the way there; once it is `passed`, one page more is read.
    """

    oldest: str
    latest: str
    newest: int = 0
    stops: Callable[[Message], bool] = lambda _: False
    seen: int = 0
    passed: bool = False

    def see(self, message: Message) -> None:
        """One message further back."""
        if not self.oldest and self.stops(message):
            self.oldest = str(message["ts"])
        self.seen += not self.oldest or _after(message, self.oldest)

    def reached(self, last: Message) -> bool:
        """Whether nothing that matters stands before `last`."""
        enough = bool(self.newest) and self.seen >= self.newest
        return enough or bool(self.oldest and not _after(last, self.oldest))


@dataclass(slots=True)
class Walk:
    """What was met so far of one channel, and of what is known to be there and was not read."""

    slack: SlackClient
    allowance: Allowance
    team: str
    channel: str
    told: Callable[[int], None]
    patience: float = PATIENCE
    met: dict[str, Message] = field(default_factory=dict)
    unread: int = 0
    threads_unread: int = 0
    cut: bool = False
    full: bool = False

    async def back(self, goal: Goal) -> str:
        """Read the channel itself, the newest first, until `goal` is reached.

        Gives the ts that it went back to. What stands up to a page before that is met too, for
        threads that began there.
        """
        try:
            await self._back(goal)
        except SlackError as error:
            if not self.met:
                raise
            log.warning("a channel was not read to its end: %s", error)
            self.cut = True
        return goal.oldest

    async def _back(self, goal: Goal) -> None:
        async with aclosing(self._pages(HISTORY, latest=goal.latest)) as pages:
            async for page in pages:
                if self._met_goal(page, goal):
                    return

    def _met_goal(self, page: Sequence[Message], goal: Goal) -> bool:
        """Meet all of `page`; whether nothing before it is wanted."""
        for message in page:
            self._meet(message)
            goal.see(message)
        self.told(len(self.met))
        self.full = goal.seen >= MOST_MESSAGES
        if goal.passed or self.full:
            return True
        goal.passed = goal.reached(page[-1])
        return False

    async def threads(self, oldest: str, latest: str) -> None:
        """Read the threads of what was met, the newest first, between those two."""
        roots = [m for m in self.met.values() if _grew(m, oldest)]
        roots.sort(key=lambda root: Decimal(root["ts"]), reverse=True)
        for at, root in enumerate(roots):
            if self.cut or at >= THREADS or len(self.met) > 2 * MOST_MESSAGES:
                self._skip(root)
                continue
            try:
                await self.thread(str(root["ts"]), oldest, latest)
            except SlackError as error:
                log.warning("a thread was not read: %s", error)
                self._skip(root)
                self.cut = isinstance(error, Throttled)

    async def thread(self, root: str, oldest: str, latest: str) -> None:
        """Read one thread between those two."""
        bounds = {"latest": latest, **({"oldest": oldest} if oldest else {})}
        pages = self._pages(REPLIES, ts=root, **bounds)
        async with aclosing(pages):
            async for page in pages:
                for message in page:
                    self._meet(message)
                self.told(len(self.met))

    def _skip(self, root: Message) -> None:
        read = sum(m.get("thread_ts") == root["ts"] for m in self.met.values())
        self.unread += max(0, int(root.get("reply_count") or 0) + 1 - max(read, 1))
        self.threads_unread += 1

    def _meet(self, message: Message) -> None:
        self.met.setdefault(str(message["ts"]), message)

    async def _pages(self, method: str, **bounds: Any) -> AsyncGenerator[list[Message], None]:
        cursor = ""
        while True:
            at = {"cursor": cursor} if cursor else {}
            answer = await self._patiently(method, limit=_PER_CALL, **bounds, **at)
            if page := list(answer.get("messages") or ()):
                yield page
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _patiently(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        tries = iter(_TRIES)
        while True:
            while wait := await self.allowance.book(self.team, method, self.channel):  # noqa: ASYNC110
                await asyncio.sleep(wait)
            try:
                return await self.slack.call(method, channel=self.channel, **arguments)
            except Throttled as error:
                self.patience -= error.retry_after
                if self.patience < 0:
                    raise
                await self.allowance.pause(self.team, error.retry_after, method)
            except Ambiguous:
                if (rest := next(tries, None)) is None:
                    raise
                await asyncio.sleep(rest)


def _after(message: Message, ts: str) -> bool:
    return Decimal(message["ts"]) > Decimal(ts)


def _grew(message: Message, oldest: str) -> bool:
    """Whether it began a thread that has replies since `oldest`."""
    latest = message.get("latest_reply") or message["ts"]
    begins = bool(message.get("reply_count")) and message.get("thread_ts") == message["ts"]
    return begins and (not oldest or Decimal(latest) > Decimal(oldest))
