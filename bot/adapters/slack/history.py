"""What stands in a Slack thread: read once, newest kept, with names and permalinks."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.people import People
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.spoken import mentioned, plain
from bot.conversation.thread import Thread

MOST = 400
"""Messages looked at, the newest of a thread: more would not fit the cap anyway."""
_PER_CALL = 200


@dataclass(frozen=True, slots=True)
class Home:
    """Who we are in the workspace, as `auth.test` says; `url` ends with a slash."""

    team: str
    user: str
    bot: str
    url: str


class History:
    """Reads Slack threads for the model and for whoever looks for a lost reply."""

    def __init__(self, slack: SlackClient, people: People, home: Home) -> None:
        self._slack = slack
        self._people = people
        self._home = home

    async def before(self, question: Question) -> list[Said]:
        """What was said in the thread before `question`, oldest first, the newest `MOST`."""
        newest: deque[Mapping[str, Any]] = deque(maxlen=MOST)
        async for message in self.messages(question.thread, latest=question.ts):
            if message["ts"] < question.ts and message.get("text"):
                newest.append(message)
        return await self._said(question.thread, list(newest))

    async def messages(self, thread: Thread, **bounds: Any) -> AsyncIterator[Mapping[str, Any]]:
        """The thread from its start; Slack tells a thread oldest first, a page at a time."""
        cursor = ""
        while True:
            answer = await self._slack.call(
                "conversations.replies",
                channel=thread.channel,
                ts=thread.ts,
                limit=_PER_CALL,
                **bounds,
                **({"cursor": cursor} if cursor else {}),
            )
            for message in answer.get("messages") or ():
                yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _said(self, thread: Thread, messages: list[Mapping[str, Any]]) -> list[Said]:
        users = [str(m.get("user") or "") for m in messages]
        ids = [*filter(None, users), *(user for m in messages for user in mentioned(m["text"]))]
        names = await self._people.names(ids) | {self._home.user: "Threadloom (you)"}
        return [
            Said(
                who=names.get(user) or str(message.get("username") or "somebody"),
                ts=message["ts"],
                text=plain(message["text"], names),
                permalink=self._permalink(thread, message["ts"]),
            )
            for user, message in zip(users, messages, strict=True)
        ]

    def _permalink(self, thread: Thread, ts: str) -> str:
        """As `chat.getPermalink` makes them, without a call for each message."""
        link = f"{self._home.url}archives/{thread.channel}/p{ts.replace('.', '')}"
        return link if ts == thread.ts else f"{link}?thread_ts={thread.ts}&cid={thread.channel}"
