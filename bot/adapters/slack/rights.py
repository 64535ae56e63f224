"""What somebody may be told is asked of Slack each time, and in doubt nothing may."""

from __future__ import annotations

from bot.adapters.slack.audience import Channel, tellable
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import Home
from bot.adapters.slack.membership import all_in
from bot.conversation.question import Question
from bot.errors import Gone, NotAllowed


class Rights:
    """Who may read which channel, as Slack says at this moment."""

    def __init__(self, slack: SlackClient, home: Home) -> None:
        self._slack = slack
        self._home = home

    async def require(self, question: Question, channel: str) -> None:
        """`NotAllowed` unless `channel` may be told to all who see the answer to `question`.

        It is the same where the channel does not exist: nobody may learn what does by asking.
        """
        try:
            if question.thread.team == self._home.team and await self._may(question, channel):
                return
        except Gone as error:
            raise NotAllowed("not_allowed") from error
        raise NotAllowed("not_allowed")

    async def name(self, channel: str) -> str:
        """What people call `channel`; "" for a direct message."""
        return str((await self._facts(channel)).get("name") or "")

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
