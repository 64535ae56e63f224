"""One short message that calls people to a reply: posted once, whatever Slack answers.

As with the reply itself, the intent is written down first, and after an answer that tells nothing
the thread is asked for the mark that the message carries (facts/reliability.md §3.2).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History
from bot.adapters.slack.mark import CALL, bears
from bot.adapters.slack.once import LOOKS, Once
from bot.errors import Barred, SlackError
from bot.ports import Allowance, Lease

log = logging.getLogger(__name__)
NEVER = "-"
"""In place of the message's ts, where Slack would not have it."""


class Caller:
    """Calls people to the reply of one lease."""

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
        name = f"{lease.journal.reply} {lease.asking.id}"
        mark = sha256(name.encode()).hexdigest()[:16]
        self._metadata = {"event_type": CALL, "event_payload": {"call": mark}}

    async def call(self, text: str) -> None:
        """Say `text` in the thread, unless that was done for this asking."""
        journal, asking = self._lease.journal, self._lease.asking.id
        begun = journal.called == asking
        if begun and journal.call:
            return
        await self._lease.note(replace(journal, called=asking, call=""))
        stamp = await self._stamp(text, begun=begun)
        await self._lease.note(replace(self._lease.journal, call=stamp))

    async def _stamp(self, text: str, *, begun: bool) -> str:
        """The ts of the message; `begun`: an earlier holder may have posted it."""
        try:
            stamp = await self._once.search(self._look) if begun else ""
            return stamp or await self._once.post(self._look, **self._message(text))
        except Barred:
            raise
        except SlackError as error:
            log.info("nobody called: %s", error)
            return NEVER

    def _message(self, text: str) -> dict[str, Any]:
        thread = self._lease.question.thread
        return {
            "channel": thread.channel,
            "thread_ts": thread.ts,
            "text": text,
            "metadata": self._metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }

    async def _look(self) -> str:
        question = self._lease.question
        bounds: dict[str, Any] = {"oldest": question.ts, "include_all_metadata": True}
        async for message in self._history.messages(question.thread, **bounds):
            if self._history.ours(message) and bears(message, self._metadata):
                return str(message["ts"])
        return ""
