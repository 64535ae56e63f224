"""Slack as the surface where replies appear."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from bot.adapters.slack.calling import Caller
from bot.adapters.slack.canvas import Canvas
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.files import SlackFiles
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.post import Poster
from bot.adapters.slack.reply import SlackReply
from bot.adapters.slack.status import Statuses
from bot.adapters.slack.stream import Stream
from bot.adapters.slack.streamed import StreamedReply
from bot.adapters.slack.withdrawal import withdrawn
from bot.conversation.conversation import Block
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.spoken import mentioned, plain
from bot.conversation.thread import Thread
from bot.errors import SlackError
from bot.ports import Allowance, Flow, Lease, Reply
from bot.reply import words
from bot.tongue import Remark
from bot.watching.meter import UNMETERED, Meter

log = logging.getLogger(__name__)


Transport = Literal["auto", "edit", "stream"]
"""How replies grow: by edits, by native streams, or by these in direct messages alone."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What all replies of a workspace share of Slack's limits, and which of them they use."""

    allowance: Allowance
    flow: Flow
    transport: Transport = "auto"
    meter: Meter = UNMETERED


class SlackSurface:
    """A `Surface` made of Slack threads."""

    def __init__(self, slack: SlackClient, shares: Shares, home: Home, files: SlackFiles) -> None:
        self._slack = slack
        self._shares = shares
        self._statuses = Statuses(slack, shares.flow)
        self._files = files
        self._people = People(slack)
        self._history = History(slack, self._people, home)

    @asynccontextmanager
    async def reply(self, lease: Lease) -> AsyncIterator[Reply]:
        poster = Poster(self._slack, self._history, self._shares.allowance, lease)
        # Ending what another worker had begun takes its status back.
        await Stream(poster, self._shares.flow, lease).settle()
        async with self._statuses.working(lease) as working:
            canvas = Canvas(poster, self._shares.allowance, lease, self._shares.meter)
            stream = Stream(poster, self._shares.flow, lease, working)
            streams = self._streams(lease) and await working.shown()
            reply = StreamedReply(stream, canvas) if streams else SlackReply(canvas)
            try:
                await reply.open()
                yield reply
            finally:
                await reply.close()
                working.over = reply.rested

    def _streams(self, lease: Lease) -> bool:
        """Whether it is streamed: not what an earlier try, or asking, has begun with edits."""
        kind = self._shares.transport
        fresh = not lease.journal.stamps and not lease.journal.reply
        return fresh and (kind == "stream" or (kind == "auto" and lease.question.direct))

    async def whisper(self, thread: Thread, user: str, text: str) -> None:
        place = {"channel": thread.channel, **({"thread_ts": thread.ts} if thread.ts else {})}
        try:
            await self._slack.call("chat.postEphemeral", **place, user=user, text=text)
        except SlackError as error:
            log.info("not whispered: %s", error)

    async def withdraw(self, lease: Lease) -> None:
        poster = Poster(self._slack, self._history, self._shares.allowance, lease)
        await Stream(poster, self._shares.flow, lease).settle()  # a live one can't be deleted
        await withdrawn(poster)

    async def call(self, lease: Lease, users: Sequence[str]) -> None:
        question = lease.question
        link = self._history.permalink(question.thread, lease.journal.stamps[0])
        text = words.called(() if question.direct else users, link)
        await Caller(self._slack, self._history, self._shares.allowance, lease).call(text)

    async def named(self, user: str) -> str:
        return (await self._people.names([user]))[user]

    async def locale(self, user: str) -> str:
        return await self._people.locale(user)

    def forget(self, user: str) -> None:
        self._people.forget(user)

    async def heard(self, question: Question) -> list[Said]:
        return await self._history.before(question)

    async def plain(self, question: Question) -> str:
        names = await self._people.names([question.user, *mentioned(question.text)])
        text = plain(question.text, names)
        # In a channel several people speak: the model should know who does.
        return text if question.direct else f"{names[question.user]}: {text}"

    async def opened(self, question: Question) -> tuple[list[Block], list[Remark]]:
        return await self._files.opened(question)
