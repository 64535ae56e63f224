"""A message is posted once, whatever Slack answers: where that tells nothing, it is looked for.

Slack has no idempotency key. So whoever posts puts a mark into the message, and in doubt asks the
place itself for it (facts/reliability.md §3.2).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar

from bot.adapters.slack.client import SlackClient
from bot.errors import Ambiguous, SlackError, Throttled
from bot.ports import Allowance, Lease
from bot.reply.rates import STREAMS, UPDATE

T = TypeVar("T")
LOOKS: Final = (0.4, 0.8, 1.6)
"""Seconds between looks for a message that may have arrived: Slack's reads lag its writes."""
POST: Final = "chat.postMessage"


class Once:
    """The calls of whoever holds a lease, each in its turn; `looks` are as `LOOKS`.

    `doubt`: a search ended before anybody could tell. While `hurry` is set nothing waits for Slack:
    what can't be had at once is raised. Whoever edits or streams has had its turn; other calls are
    booked.
    """

    def __init__(
        self, slack: SlackClient, allowance: Allowance, lease: Lease, looks: Sequence[float] = LOOKS
    ) -> None:
        self.hurry = asyncio.Event()
        self.doubt = False
        self._slack = slack
        self._allowance = allowance
        self._lease = lease
        self._looks = looks

    async def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Slack's answer, asked only while the thread is ours."""
        streams = method in STREAMS
        if method != UPDATE and not streams:
            await self._booked(method, arguments["channel"])
        self._lease.check()
        try:
            return await self._slack.call(method, **arguments)
        except Throttled as error:
            if not streams:
                await self._allowance.pause(self._team, error.retry_after, method)
            raise

    async def post(self, look: Callable[[], Awaitable[str]], **message: Any) -> str:
        """The ts of this message, which `look` finds if it stands ("" if not)."""
        stamp = ""
        while not stamp:
            try:
                stamp = str((await self.call(POST, **message))["ts"])
            except Throttled as error:
                await self._rest(error.retry_after, error)
            except Ambiguous:
                stamp = await self.search(look)
        return stamp

    async def search(self, look: Callable[[], Awaitable[T]]) -> T:
        """What `look` finds; what it gives in its place once it is sure that there is nothing."""
        looks, pause = iter(self._looks), 0.0
        self.doubt = True
        while True:
            await self._rest(pause, Ambiguous("not_looked_for"))
            try:
                found = await look()
            except Throttled as error:
                pause = error.retry_after
            except Ambiguous:
                pause = self._looks[-1]  # while nobody can tell, posting again could double it
            else:
                pause = -1.0 if found else next(looks, -1.0)
                if pause < 0:
                    self.doubt = False
                    return found

    async def _booked(self, method: str, channel: str) -> None:
        if wait := await self._allowance.book(self._team, method, channel):
            await self._rest(wait, Throttled(wait))

    @property
    def _team(self) -> str:
        return self._lease.question.thread.team

    async def _rest(self, seconds: float, otherwise: SlackError) -> None:
        """Wait; raise `otherwise` as soon as nothing may wait any more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.hurry.wait()
            raise otherwise
        self._lease.check()
