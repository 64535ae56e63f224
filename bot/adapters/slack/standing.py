"""Who somebody is in the workspace: asked of Slack each time, and in doubt they are nobody."""

from __future__ import annotations

from bot.adapters.slack.client import SlackClient

_MANAGES = ("is_admin", "is_owner", "is_primary_owner")
_OUTSIDE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
"""Flags of docs.slack.dev/reference/objects/user-object."""


class SlackStanding:
    """`Standing` in Slack, as it is at the moment."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack

    async def manages(self, user: str) -> bool:
        answer = await self._slack.call("users.info", user=user)
        told = answer.get("user") or {}
        outside = any(told.get(flag) for flag in _OUTSIDE)
        return not outside and any(told.get(flag) is True for flag in _MANAGES)

    async def maker(self, channel: str) -> str:
        answer = await self._slack.call("conversations.info", channel=channel)
        return str((answer.get("channel") or {}).get("creator") or "")
