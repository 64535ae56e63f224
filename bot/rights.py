"""Who may set something where: asked at the time, and where nobody can tell, nobody may."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Literal

from bot.conversation.preferences import Kind, Place, person
from bot.errors import SlackError
from bot.ports import Standing
from bot.reply import words
from bot.reply.unwritten import unwritten
from bot.tongue import say

log = logging.getLogger(__name__)
Channels = Literal["anyone", "managers"]
"""Who sets something for a channel: whoever is in it, or who made it and those who manage us."""
PATIENCE = 1.2
"""Seconds for which a command waits for Slack to say who somebody is; all of it has three."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What is set for a thread is our members', what is set for all of us our managers'.

    In a channel that is shared over Slack Connect, people of other workspaces may ask, stop what
    they asked, and say how one answer of theirs is to be; whatever is kept, shown or handed out
    beyond what stands in the channel is for members of ours.
    """

    standing: Standing
    channels: Channels = "anyone"

    async def belongs(self, user: str) -> bool:
        """Whether `user` is a member of our workspace now; `SlackError` if nobody can tell."""
        return await self.standing.belongs(user)

    async def refusal(self, user: str, at: Place) -> str:
        """Why `user` may set nothing at `at`, and who may; "" if they may."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._refused(user, at)
        except (SlackError, TimeoutError) as error:
            log.warning("nobody says who may set %s: %r", at.kind, error)
            return say("Slack did not tell me whether you may set that. Please try once more.")

    async def manages(self, user: str) -> bool:
        """Whether `user` is an admin or an owner of the workspace, as far as Slack says so now."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.standing.manages(user)
        except (SlackError, TimeoutError) as error:
            log.warning("nobody says who manages the workspace: %r", error)
            return False

    async def absence(self, channel: str) -> str:
        """Why nobody can have us do anything in `channel`, and what to do; "" if they can."""
        try:
            async with asyncio.timeout(PATIENCE):
                here = await self.standing.here(channel)
        except (SlackError, TimeoutError) as error:
            log.warning("nobody says whether we are in a channel: %r", error)
            return say("Slack did not tell me whether you may set that. Please try once more.")
        codes = {"out": "not_in_channel", "archived": "is_archived"}
        return unwritten(codes[here]) if here in codes else ""

    async def _refused(self, user: str, at: Place) -> str:
        team, _, key = at.key.partition(":")
        if at.kind in ("thread", "channel") and key.startswith("D"):
            return ""  # nobody else is there
        match at.kind:
            case "person":
                may = at == person(team, user)
            case "workspace":
                may = await self.standing.manages(user)
            case "channel" if self.channels == "managers":
                may = await self.standing.manages(user) or await self._made(user, key)
            case "channel" | "thread":
                return "" if await self.standing.belongs(user) else words.strange()
            case _:
                may = False
        return "" if may else _sorry(at.kind)

    async def _made(self, user: str, channel: str) -> bool:
        try:
            made = await self.standing.maker(channel) == user
        except SlackError as error:  # we are not in it: an admin may all the same
            log.info("nobody says who made a channel: %s", error)
            return False
        return made and await self.standing.belongs(user)


def _sorry(kind: Kind) -> str:
    match kind:
        case "channel":
            return say(
                "Only the person who made this channel and admins of this workspace can set that "
                "here. For yourself you can set it without `here`."
            )
        case "workspace":
            return say(
                "Only admins and owners of this workspace can set that for all of it. For yourself "
                "you can set it without `workspace`."
            )
        case _:
            return say("That is not yours to set.")
