"""The status of a thread: that the bot is at work there; best effort, never in an answer's way.

https://docs.slack.dev/ai/agent-sessions: `processing` shows with Slack's own Stop button, and
stands for an hour unless it is taken back, so every ending takes it back.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Final, Literal

from bot.adapters.slack.client import SlackClient
from bot.errors import Ambiguous, SlackError, StoreError, Throttled
from bot.ports import Act, Flow, Lease

log = logging.getLogger(__name__)
_SOON = 2.0
"""Seconds that a status may take."""
_LATER = (1.0, 2.0, 4.0, 8.0)
"""Seconds between tries to take back a status, where Slack did not say that it did."""
_REST = 60.0
"""Seconds of rest after Slack did not say whether it did it."""
_NEVER: Final[Mapping[str, float]] = dict.fromkeys(
    (
        "access_denied",
        "feature_disabled",
        "feature_not_enabled",
        "method_deprecated",
        "missing_scope",
        "not_allowed_token_type",
        "team_access_not_granted",
        "unknown_method",
    ),
    3600.0,
)
"""What only whoever runs the app or Slack can change; seconds until it is tried again."""


Said = Literal["yes", "no", "perhaps"]


class Working:
    """One thread at work, as long as that is said; `over`: it was said that it is at rest."""

    def __init__(self, say: Callable[[], Awaitable[Said]]) -> None:
        self.over = False
        self._say = say
        self._saying = asyncio.ensure_future(say())

    def again(self) -> None:
        """The end of a stream has told Slack that the work is over, and it is not."""
        self._saying = asyncio.ensure_future(self._once_more(self._saying))

    async def said(self) -> Said:
        """Whether Slack was told, once nothing of it is under way any more."""
        return await self._saying

    async def shown(self) -> bool:
        """Whether people see by now that the bot is at work."""
        return await self.said() == "yes"

    async def _once_more(self, saying: Awaitable[Said]) -> Said:
        before = await saying
        now = await self._say()
        return before if now == "no" else now


class Statuses:
    """The status lines of a workspace; where Slack has none for us it is left alone for a while."""

    def __init__(self, slack: SlackClient, flow: Flow) -> None:
        self._slack = slack
        self._flow = flow
        self._quiet = 0.0
        self._late = set[asyncio.Task[None]]()

    @asynccontextmanager
    async def working(self, lease: Lease) -> AsyncIterator[Working]:
        """The thread says that the bot is at work, as long as the context is open."""
        working = Working(partial(self._say, lease, "work"))
        try:
            yield working
        finally:
            # What is under way is waited for: it could land after its end.
            if await working.said() != "no" and not working.over:
                await self._rest(lease)

    async def _rest(self, lease: Lease) -> None:
        """Take it back, a little later where it can't be at once."""
        if await self._say(lease, "rest") == "perhaps":
            task = asyncio.create_task(self._insist(lease))
            self._late.add(task)
            task.add_done_callback(self._late.discard)

    async def _insist(self, lease: Lease) -> None:
        for rest in _LATER:
            await asyncio.sleep(rest)
            if await self._say(lease, "rest") != "perhaps":
                return

    async def _say(self, lease: Lease, act: Act) -> Said:
        """Say it soon or not at all; never raises. "perhaps": not known, or to be tried again."""
        if act == "work" and time.monotonic() < self._quiet:
            return "no"
        try:
            async with asyncio.timeout(_SOON):
                return await self._call(lease, act)
        except (TimeoutError, Ambiguous) as error:
            self._hush(repr(error), _REST)
        except Throttled as error:
            self._hush(error.code, error.retry_after)
        except SlackError as error:
            self._hush(error.code, _NEVER.get(error.code, 0.0))
            return "no"
        except StoreError as error:
            log.info("no status: %s", error)
            return "no"
        return "perhaps"

    async def _call(self, lease: Lease, act: Act) -> Said:
        thread = lease.question.thread
        lease.check()
        if await self._flow.ask(thread.team, act, str(thread)):
            return "no" if act == "work" else "perhaps"
        status = "processing" if act == "work" else "active"
        where = {"channel_id": thread.channel, "thread_ts": thread.ts}
        await self._slack.call("agents.sessions.setStatus", **where, status=status)
        return "yes"

    def _hush(self, why: str, seconds: float) -> None:
        log.info("no status for %.0f s: %s", seconds, why)
        self._quiet = max(self._quiet, time.monotonic() + seconds)
