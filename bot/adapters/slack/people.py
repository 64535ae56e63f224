"""Who people are: names for ids, asked of Slack once in a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from bot.adapters.slack.client import SlackClient
from bot.errors import SlackError

FRESH = 3600.0
"""Seconds for which a name is believed (facts/slack.md §4: cache for hours)."""
MOST = 10_000


class People:
    """Names by user id; an id that can't be looked up stands for itself."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack
        self._known: dict[str, tuple[float, str]] = {}

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """A name for each of `users`."""
        ids = list(dict.fromkeys(users))
        return dict(zip(ids, await asyncio.gather(*map(self._name, ids)), strict=True))

    async def _name(self, user: str) -> str:
        asked, name = self._known.get(user, (float("-inf"), user))
        if time.monotonic() - asked < FRESH:
            return name
        try:
            found = (await self._slack.call("users.info", user=user))["user"]
        except SlackError:
            return name
        profile = found.get("profile") or {}
        name = profile.get("display_name") or found.get("real_name") or found.get("name") or user
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[user] = (time.monotonic(), name)
        return str(name)
