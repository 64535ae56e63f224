"""Slack as client tools see it: who asks is checked each time, and in doubt nothing is read."""

from __future__ import annotations

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.permalink import Permalink
from bot.adapters.slack.rights import Rights
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.thread import Thread
from bot.errors import Gone, NotAllowed


class SlackReading:
    """A `World` made of Slack's people and threads."""

    def __init__(self, slack: SlackClient, home: Home) -> None:
        self._home = home
        self._people = People(slack)
        self._rights = Rights(slack, home)
        self._history = History(slack, self._people, home)

    async def zone(self, user: str) -> str:
        return await self._people.zone(user)

    async def read(self, permalink: str, question: Question) -> list[Said]:
        place = Permalink.parse(permalink, self._home.url)
        if place is None or question.thread.team != self._home.team:
            raise NotAllowed("no_permalink_of_ours")
        await self._rights.require(question, place.channel)
        thread = Thread(self._home.team, place.channel, place.root)
        try:
            return await self._history.around(thread, place.ts)
        except Gone as error:
            # The same as above: nobody may learn what exists by asking for it.
            raise NotAllowed("not_allowed") from error
