"""Slack as the surface where replies appear."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.adapters.slack.canvas import Canvas
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.files import SlackFiles
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.post import Poster
from bot.adapters.slack.reply import SlackReply
from bot.conversation.conversation import Block
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.spoken import mentioned, plain
from bot.conversation.thread import Thread
from bot.errors import SlackError
from bot.meter import UNMETERED, Meter
from bot.ports import Allowance, Lease, Reply

log = logging.getLogger(__name__)


class SlackSurface:
    """A `Surface` made of Slack threads."""

    def __init__(
        self,
        slack: SlackClient,
        allowance: Allowance,
        home: Home,
        files: SlackFiles,
        meter: Meter = UNMETERED,
    ) -> None:
        self._slack = slack
        self._allowance = allowance
        self._files = files
        self._meter = meter
        self._people = People(slack)
        self._history = History(slack, self._people, home)

    @asynccontextmanager
    async def reply(self, lease: Lease) -> AsyncIterator[Reply]:
        poster = Poster(self._slack, self._history, self._allowance, lease)
        reply = SlackReply(Canvas(poster, self._allowance, lease), meter=self._meter)
        try:
            await reply.open()
            yield reply
        finally:
            await reply.close()

    async def whisper(self, thread: Thread, user: str, text: str) -> None:
        place = {"channel": thread.channel, "thread_ts": thread.ts}
        try:
            await self._slack.call("chat.postEphemeral", **place, user=user, text=text)
        except SlackError as error:
            log.info("not whispered: %s", error)

    async def heard(self, question: Question) -> list[Said]:
        return await self._history.before(question)

    async def plain(self, question: Question) -> str:
        names = await self._people.names([question.user, *mentioned(question.text)])
        text = plain(question.text, names)
        # In a channel several people speak: the model should know who does.
        return text if question.direct else f"{names[question.user]}: {text}"

    async def opened(self, question: Question) -> tuple[list[Block], list[str]]:
        return await self._files.opened(question)
