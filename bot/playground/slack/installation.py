"""The app as Loom Works installed it: tokens, scopes, commands, and where its requests go."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.playground.slack.limits import PER_CHANNEL, RATES, Rate
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.stream import LIFETIME
from bot.playground.slack.team import Channel, Role

SCOPES = (
    *("app_mentions:read", "assistant:write", "chat:write", "commands"),
    *("channels:history", "groups:history", "im:history", "mpim:history"),
    *("channels:read", "groups:read", "im:read", "im:write", "mpim:read"),
    *("users:read", "files:read", "files:write", "reactions:read", "reactions:write"),
    "canvases:write",
)
EVENTS = (
    *("app_mention", "message.channels", "message.groups", "message.im"),
    *("app_home_opened", "user_change"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, as people see it while they type: `/effort`, what it does, `low|high`.

    `should_escape`: of names, channels and links in its words, Slack tells the app tokens.
    """

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut, as the manifest declares it: in the menu of a `message`, or `global`."""

    callback_id: str
    name: str
    type: str = "message"
    description: str = ""


@dataclass(kw_only=True, eq=False)
class Installation:
    """What can be chosen about a local Slack; everything may be changed while it runs.

    `request_url` is where signed requests go while no socket is open; None: nowhere.
    `retries` are the pauses in seconds before an event is delivered again, `ack_within` how long
    an acknowledgement may take. `clock` gives seconds since 1970. `locales` are the languages of
    people by name or id (`{"ann": "pl-PL"}`), `roles` what they are there; `home_tab` says whether
    the app has a Home tab.
    `agent`: declared as one, so that it has sessions; `stream_lifetime` is in seconds.
    `share_after`: seconds between the completion of an upload and the message that shows it.
    `paid`: on a paid plan, so that canvases need no channel. `prompts` are those of the manifest,
    `words` what the page completes after a "!": each a `word`, its `usage_hint` and `description`.
    """

    signing_secret: str = "local-signing-secret"
    bot_token: str = "xoxb-local-threadloom"
    app_token: str = "xapp-local-threadloom"
    request_url: str | None = None
    commands: Sequence[Command | Mapping[str, Any]] = ()
    shortcuts: Sequence[Shortcut | Mapping[str, str]] = ()
    locales: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    home_tab: bool = True
    scopes: Collection[str] = SCOPES
    events: Collection[str] = EVENTS
    rates: Mapping[str, Rate] = field(default_factory=lambda: RATES)
    per_channel: Mapping[str, Rate] = field(default_factory=lambda: PER_CHANNEL)
    retries: Sequence[float] = (0.0, 60.0, 300.0)
    ack_within: float = 3.0
    agent: bool = True
    stream_lifetime: float = LIFETIME
    share_after: float = 0.0
    paid: bool = True
    prompts: Sequence[Mapping[str, str]] = ()
    words: Sequence[Mapping[str, str]] = ()
    suggestions: Sequence[str] = ()
    notice: str = ""
    clock: Callable[[], float] = time.time

    def require(self, scope: str) -> None:
        """`missing_scope` unless it was granted."""
        if scope not in self.scopes:
            raise Refusal("missing_scope", needed=scope, provided=",".join(self.scopes))

    def require_to(self, act: str, channel: Channel) -> None:
        """The scope to `read` a channel's facts or its `history`, by the channel's kind."""
        self.require(f"{channel.scope}:{act}")

    def authenticate(self, token: str, expected: str) -> None:
        """`not_authed`, `invalid_auth`, or `not_allowed_token_type` if it is our other token."""
        if not token:
            raise Refusal("not_authed")
        if token not in (self.bot_token, self.app_token):
            raise Refusal("invalid_auth")
        if token != expected:
            raise Refusal("not_allowed_token_type")

    @property
    def offered(self) -> list[Command]:
        """The commands, whichever way they were told."""
        told = self.commands
        return [c if isinstance(c, Command) else Command(**c) for c in told]

    @property
    def within_reach(self) -> list[Shortcut]:
        """The shortcuts, whichever way they were told."""
        told = self.shortcuts
        return [s if isinstance(s, Shortcut) else Shortcut(**s) for s in told]
