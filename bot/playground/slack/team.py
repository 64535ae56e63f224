"""Who and what there is in Loom Works before anybody says a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["channel", "private", "im"]
Role = Literal["owner", "admin", "member", "guest"]
"""What somebody is in the workspace; the one owner of Loom Works is the primary one, too."""

TEAM = "T0LOOM01"
TEAM_NAME = "Loom Works"
PARTNER = "T0WEFT001"
"""Another workspace, with which channels may be shared over Slack Connect."""
DOMAIN = "loomworks"
APP = "A0LOOM001"
BOT_USER = "U0BOT0001"
BOT = "B0BOT0001"
BOT_NAME = "Threadloom"
SLACKBOT = "USLACKBOT"
FOUNDED = 1_790_000_000
"""When the team and its channels were made, in seconds."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody, of `team`; `tz_offset` is in seconds east of Greenwich."""

    id: str
    name: str
    real_name: str
    color: str
    tz: str = "Etc/UTC"
    tz_offset: int = 0
    locale: str = "en-US"
    is_bot: bool = False
    role: Role = "member"
    team: str = TEAM


@dataclass(slots=True)
class Channel:
    """A place to talk: public, private, or between one person and the bot (`im`).

    `ext_shared`: people of another workspace are in it as well. `creator` made it. `archived`: it
    can be read, and nobody speaks in it any more.
    """

    id: str
    name: str
    kind: Kind
    members: set[str] = field(default_factory=set)
    topic: str = ""
    ext_shared: bool = False
    creator: str = "U0ANN0001"
    archived: bool = False

    @property
    def type(self) -> str:
        """`channel_type` as events say it."""
        return {"channel": "channel", "private": "group", "im": "im"}[self.kind]

    @property
    def scope(self) -> str:
        """The family of scopes that reads it: `channels`, `groups` or `im`."""
        return {"channel": "channels", "private": "groups", "im": "im"}[self.kind]

    @property
    def person(self) -> str:
        """In an im: the person the bot talks with."""
        return next(iter(self.members - {BOT_USER}))


ANN = User("U0ANN0001", "ann", "Ann Miller", "9f69e7", "America/New_York", -18_000, role="owner")
BEN = User("U0BEN0001", "ben", "Ben Nowak", "4bbe2e", "Europe/Warsaw", 3_600, "pl-PL")
CHI = User("U0CHI0001", "chi", "Chi Lin", "e7392d", "Asia/Taipei", 28_800, "zh-TW")
EVE = User("U0EVE0001", "eve", "Eve Weaver", "2b6cb0", team=PARTNER)
"""Of the other workspace: nobody here knows her until a channel is shared with her."""
LOOM = User(BOT_USER, "threadloom", BOT_NAME, "3c989f", is_bot=True)
HELPER = User(SLACKBOT, "slackbot", "Slackbot", "757575", is_bot=True)


def users() -> list[User]:
    """Three people, the bot, and Slackbot."""
    return [ANN, BEN, CHI, LOOM, HELPER]


def channels() -> list[Channel]:
    """Two public channels and a private one with the bot, one without, and the bot's ims."""
    people = {ANN.id, BEN.id, CHI.id}
    return [
        Channel("C0GENERAL", "general", "channel", people | {BOT_USER}, "Company-wide"),
        Channel("C0RESEARC", "research", "channel", people | {BOT_USER}, "Reading together"),
        Channel("C0FOUNDER", "founders", "private", {ANN.id, BEN.id, BOT_USER}, "Just us"),
        Channel("C0RANDOM1", "random", "channel", people, "Everything else"),
        *(
            Channel(f"D0{p.name.upper()}0001", p.id, "im", {p.id, BOT_USER})
            for p in (ANN, BEN, CHI)
        ),
    ]
