"""What is said to begin something stands once: it is looked for before it is said again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.mark import bears, pin
from bot.adapters.slack.once import LOOKS, Once
from bot.adapters.slack.people import People
from bot.adapters.slack.permalink import Permalink
from bot.conversation.thread import Thread
from bot.ports import Allowance, Lease

_PAGES = 5
_SKEW = 3600
"""Seconds by which our clock may differ from Slack's."""
_PER_CALL = 200
_STILL = {"unfurl_links": False, "unfurl_media": False}


class SlackBoard:
    """A `Board` made of Slack's channels."""

    def __init__(
        self,
        slack: SlackClient,
        allowance: Allowance,
        home: Home,
        looks: Sequence[float] = LOOKS,
    ) -> None:
        self._slack = slack
        self._allowance = allowance
        self._home = home
        self._looks = looks
        self._history = History(slack, People(slack), home)

    async def direct(self, user: str) -> str:
        answer = await self._slack.call("conversations.open", users=user)
        return str(answer["channel"]["id"])

    async def pin(self, lease: Lease, channel: str, root: str, **said: Any) -> str:
        metadata = pin(str(said.pop("mark")), said.pop("asked", None))
        look = partial(self._found, lease, channel, root, metadata)
        if found := await look():
            return found
        once = Once(self._slack, self._allowance, lease, self._looks)
        place = {"channel": channel, **({"thread_ts": root} if root else {})}
        return await once.post(look, **place, **_STILL, metadata=metadata, **said)

    async def stands(self, lease: Lease, channel: str, root: str, mark: str) -> str:
        return await self._found(lease, channel, root, pin(mark))

    def address(self, channel: str, ts: str, root: str = "") -> str:
        return Permalink(channel, ts, root or ts).url(self._home.url)

    def thread(self, address: str) -> Thread | None:
        found = Permalink.pasted(address, self._home.url, self._home.team)
        return Thread(self._home.team, found.channel, found.root) if found else None

    async def _found(self, lease: Lease, channel: str, root: str, mark: Mapping[str, Any]) -> str:
        """The ts of the message that bears `mark`, if it stands already; "" if not."""
        if root:
            thread = Thread(self._home.team, channel, root)
            async for message in self._history.messages(thread, 60.0, include_all_metadata=True):
                if self._bears(message, mark):
                    return str(message["ts"])
            return ""
        return await self._in_channel(lease, channel, mark)

    async def _in_channel(self, lease: Lease, channel: str, mark: Mapping[str, Any]) -> str:
        cursor = ""
        for _ in range(_PAGES):
            lease.check()
            at = {"cursor": cursor} if cursor else {}
            answer = await self._slack.call(
                "conversations.history",
                channel=channel,
                oldest=str(int(lease.question.ts.partition(".")[0]) - _SKEW),
                limit=_PER_CALL,
                include_all_metadata=True,
                **at,
            )
            for message in answer.get("messages") or ():
                if self._bears(message, mark):
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return ""

    def _bears(self, message: Mapping[str, Any], mark: Mapping[str, Any]) -> bool:
        return self._history.ours(message) and bears(message, mark)
