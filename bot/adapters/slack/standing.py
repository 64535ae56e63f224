"""Who somebody is in the workspace: asked of Slack each time, and in doubt they are nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.errors import Gone
from bot.ports.surface import Here

_GUEST = ("is_restricted", "is_ultra_restricted")


class SlackStanding:
    """`Standing` in Slack, as it is at the moment; `team` is our workspace.

    https://docs.slack.dev/reference/objects/user-object
    """

    def __init__(self, slack: SlackClient, team: str) -> None:
        self._slack = slack
        self._team = team

    async def belongs(self, user: str) -> bool:
        return self._ours(await self._told(user))

    async def manages(self, user: str) -> bool:
        told = await self._told(user)
        runs = told.get("is_admin") is True or told.get("is_owner") is True
        return runs and self._ours(told) and not any(told.get(flag) for flag in _GUEST)

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

    async def _told(self, user: str) -> Mapping[str, Any]:
        told = (await self._slack.call("users.info", user=user)).get("user")
        return told if isinstance(told, Mapping) else {}

    def _ours(self, told: Mapping[str, Any]) -> bool:
        """Whether Slack tells of a member, and not of somebody who only shares a channel with us.

        `is_stranger` does not tell: it is false for whoever is in a channel with the bot. In a Grid
        `team_id` is one of the workspaces that somebody is in, and `teams` are all of them.
        """
        if told.get("deleted") is not False or told.get("is_bot") or told.get("is_stranger"):
            return False
        grid = told.get("enterprise_user")
        teams = grid.get("teams") if isinstance(grid, Mapping) else None
        return self._team in (told.get("team_id"), *(teams if isinstance(teams, list) else ()))
