"""Who somebody is in the workspace: asked of Slack each time, and in doubt they are nobody."""

from __future__ import annotations

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.membership import manages
from bot.errors import Gone
from bot.ports.surface import Here


class SlackStanding:
    """`Standing` in Slack, as it is at the moment."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack

    async def manages(self, user: str) -> bool:
        return await manages(self._slack, user)

    async def maker(self, channel: str) -> str:
        answer = await self._slack.call("conversations.info", channel=channel)
        return str((answer.get("channel") or {}).get("creator") or "")

    async def here(self, channel: str) -> Here:
        try:
            answer = await self._slack.call("conversations.info", channel=channel)
        except Gone:
            return "out"
        told = answer.get("channel") or {}
        if told.get("is_archived") is not False:
            return "archived"
        return "in" if told.get("is_member") is True else "out"
