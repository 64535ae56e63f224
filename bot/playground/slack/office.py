"""What every Web API method works with, and the question that all of them ask first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count

from bot.playground.slack.canvas import Canvas
from bot.playground.slack.doors import Doors
from bot.playground.slack.file import File
from bot.playground.slack.installation import Installation
from bot.playground.slack.offers import Offers
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.screens import Screens
from bot.playground.slack.session import Sessions
from bot.playground.slack.team import BOT_USER, DOMAIN, Channel
from bot.playground.slack.ticket import Ticket
from bot.playground.slack.workspace import Workspace


@dataclass(eq=False)
class Office:
    """One workspace with one app; `root` is the server's address with a slash at its end.

    `tickets` are the uploads that are not complete yet, `timers` what is still to happen.
    """

    installation: Installation
    workspace: Workspace
    doors: Doors
    screens: Screens
    root: str = ""
    sessions: Sessions = field(default_factory=Sessions)
    offers: Offers = field(default_factory=Offers)
    files: dict[str, File] = field(default_factory=dict)
    canvases: dict[str, Canvas] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    timers: list[asyncio.TimerHandle] = field(default_factory=list)
    _files: count[int] = field(default_factory=count)

    @property
    def site(self) -> str:
        """Where the workspace would live, if it were real."""
        return f"https://{DOMAIN}.slack.com/"

    def file_id(self) -> str:
        """An id that no file and no canvas has."""
        return f"F0LOOM{next(self._files):04d}"

    def joined(self, id_: str) -> Channel:
        """The channel the bot is in; `channel_not_found`, `not_in_channel`."""
        channel = self.workspace.readable(id_)
        if BOT_USER not in channel.members:
            raise Refusal("not_in_channel")
        return channel

    def open(self, id_: str) -> Channel:
        """The same, where somebody may still speak; `is_archived`."""
        channel = self.joined(id_)
        if channel.archived:
            raise Refusal("is_archived")
        return channel
