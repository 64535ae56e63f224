"""Slack as client tools see it: who asks is checked each time, and in doubt nothing is read."""

from __future__ import annotations

from bot.adapters.slack.audience import Channel, tellable
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.membership import all_in
from bot.adapters.slack.people import People
from bot.adapters.slack.permalink import Permalink
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.thread import Thread
from bot.errors import Gone, NotAllowed


class SlackReading:
    """A `World` made of Slack's people and threads."""

    def __init__(self, slack: SlackClient, home: Home) -> None:
        self._slack = slack
        self._home = home
        self._people = People(slack)
        self._history = History(slack, self._people, home)

    async def zone(self, user: str) -> str:
        return await self._people.zone(user)

    async def read(self, permalink: str, question: Question) -> list[Said]:
        place = Permalink.parse(permalink, self._home.url)
        if place is None or question.thread.team != self._home.team:
            raise NotAllowed("no_permalink_of_ours")
        try:
            if not await self._may(question, place.channel):
                raise NotAllowed("not_allowed")
            thread = Thread(self._home.team, place.channel, place.root)
            return await self._history.around(thread, place.ts)
        except Gone as error:
            # The same as above: nobody may learn what exists by asking for it.
            raise NotAllowed("not_allowed") from error

    async def _may(self, question: Question, channel: str) -> bool:
        """Whether the asker could read `channel` as well, and all who see the answer may."""
        here = question.thread.channel
        alone = question.direct and here.startswith("D")
        if channel.startswith("D"):
            return alone and here == channel
        source = await self._facts(channel)
        told = source if here == channel else None if alone else await self._facts(here)
        both = {question.user, self._home.user}
        return tellable(source, told) and await all_in(self._slack, channel, both)

    async def _facts(self, channel: str) -> Channel:
        answer = await self._slack.call("conversations.info", channel=channel)
        facts: Channel = answer.get("channel") or {}
        return facts
