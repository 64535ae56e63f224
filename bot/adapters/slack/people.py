"""Who people are: names, time zones and languages for ids, asked of Slack once in a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass

from bot.adapters.slack.client import SlackClient
from bot.conversation.wording import called
from bot.errors import SlackError

FRESH = 3600.0
"""Seconds for which a name is believed (facts/slack.md §4: cache for hours).

Slack tells one process that somebody changed: the others know it after this time at most.
"""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack says of somebody: `zone` as IANA names it, `locale` as in "pl-PL".

    Either is "" where it does not say.
    """

    name: str
    zone: str = ""
    locale: str = ""


class People:
    """People by user id; an id that can't be looked up stands for itself."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack
        self._known: dict[str, tuple[float, Person]] = {}

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """A name for each of `users`."""
        ids = list(dict.fromkeys(users))
        people = await asyncio.gather(*map(self._person, ids))
        return {id_: person.name for id_, person in zip(ids, people, strict=True)}

    async def zone(self, user: str) -> str:
        """The zone that `user` has set; "" where Slack does not say."""
        return (await self._person(user)).zone

    async def locale(self, user: str) -> str:
        """The language that `user` reads Slack in; "" where Slack does not say."""
        return (await self._person(user)).locale if user else ""

    def forget(self, user: str) -> None:
        """What is known of `user` is so no more; other processes believe it until it is old."""
        self._known.pop(user, None)

    async def _person(self, user: str) -> Person:
        asked, person = self._known.get(user, (float("-inf"), Person(user)))
        if time.monotonic() - asked < FRESH:
            return person
        try:
            told = await self._slack.call("users.info", user=user, include_locale=True)
        except SlackError:
            return person
        found = told.get("user") or {}
        profile = found.get("profile") or {}
        name = profile.get("display_name") or found.get("real_name") or found.get("name") or user
        person = Person(
            called(name, user), str(found.get("tz") or ""), str(found.get("locale") or "")
        )
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[user] = (time.monotonic(), person)
        return person
