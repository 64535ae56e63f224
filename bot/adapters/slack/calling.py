"""One short message that calls people to a reply: posted once, whatever Slack answers.

As with the reply itself, the intent is written down first, and after an answer that tells nothing
the thread is asked for the mark that the message carries (facts/reliability.md §3.2).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History
from bot.adapters.slack.mark import CALL
from bot.adapters.slack.post import LOOKS
from bot.errors import Ambiguous, Barred, SlackError, Throttled
from bot.ports import Allowance, Lease

log = logging.getLogger(__name__)
_POST = "chat.postMessage"
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
        self._slack = slack
        self._history = history
        self._allowance = allowance
        self._lease = lease
        self._looks = looks
        name = f"{lease.journal.reply} {lease.asking.id}"
        self._mark = sha256(name.encode()).hexdigest()[:16]

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
            stamp = await self._search() if begun else ""
            while not stamp:
                stamp = await self._post(text)
        except Barred:
            raise
        except SlackError as error:
            log.info("nobody called: %s", error)
            return NEVER
        return stamp

    async def _post(self, text: str) -> str:
        thread = self._lease.question.thread
        await asyncio.sleep(await self._allowance.book(thread.team, _POST, thread.channel))
        self._lease.check()
        try:
            answer = await self._slack.call(
                _POST,
                channel=thread.channel,
                thread_ts=thread.ts,
                text=text,
                metadata={"event_type": CALL, "event_payload": {"call": self._mark}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except Throttled as error:
            await self._allowance.pause(thread.team, error.retry_after, _POST)
            return ""
        except Ambiguous:
            return await self._search()
        return str(answer["ts"])

    async def _search(self) -> str:
        """The message, if it arrived; "" once it is sure that it did not."""
        looks = iter((0.0, *self._looks))
        pause = next(looks, None)
        while pause is not None:
            await asyncio.sleep(pause)
            self._lease.check()
            try:
                found = await self._look()
            except Throttled as error:
                pause = error.retry_after
            except Ambiguous:
                pause = self._looks[-1]  # while nobody can tell, posting again could double it
            else:
                if found:
                    return found
                pause = next(looks, None)
        return ""

    async def _look(self) -> str:
        question = self._lease.question
        bounds: dict[str, Any] = {"oldest": question.ts, "include_all_metadata": True}
        async for message in self._history.messages(question.thread, **bounds):
            if self._history.ours(message) and self._marked(message):
                return str(message["ts"])
        return ""

    def _marked(self, message: Mapping[str, Any]) -> bool:
        """Whether it carries the mark of this call; anybody may write metadata that looks so."""
        metadata = message.get("metadata")
        told = metadata if isinstance(metadata, dict) else {}
        payload = told.get("event_payload")
        mark = payload.get("call") if isinstance(payload, dict) else None
        return told.get("event_type") == CALL and mark == self._mark
