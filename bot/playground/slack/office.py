"""What every Web API method works with, and the question that all of them ask first."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.slack.doors import Doors
from bot.playground.slack.file import File
from bot.playground.slack.installation import Installation
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.screens import Screens
from bot.playground.slack.session import Sessions
from bot.playground.slack.team import BOT_USER, DOMAIN, Channel
from bot.playground.slack.workspace import Workspace


@dataclass(eq=False)
class Office:
    """One workspace with one app; `root` is the server's address with a slash at its end."""

    installation: Installation
    workspace: Workspace
    doors: Doors
    screens: Screens
    root: str = ""
    sessions: Sessions = field(default_factory=Sessions)
    files: dict[str, File] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """Where the workspace would live, if it were real."""
        return f"https://{DOMAIN}.slack.com/"

    def joined(self, id_: str) -> Channel:
        """The channel the bot is in; `channel_not_found`, `not_in_channel`."""
        channel = self.workspace.readable(id_)
        if BOT_USER not in channel.members:
            raise Refusal("not_in_channel")
        return channel
