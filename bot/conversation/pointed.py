"""A message that somebody pointed at: what it says and who said it; material, and never an order.

Slack sends the whole of it with a message shortcut, so that the bot need not be in its channel:
https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.wording import attached, called, forwarded, wording

LONGEST = 24_000
"""Characters of a message that go along; the rest is left out, and that is said."""
_STAMP = re.compile(r"[0-9]{1,16}\.[0-9]{1,16}")
_ID = re.compile(r"[A-Za-z0-9_]+")
_LINK = re.compile(r"https://[A-Za-z0-9.-]+\.slack\.com/archives/[A-Za-z0-9/?&=._]+")


@dataclass(frozen=True, slots=True)
class Pointed:
    """One message of `channel`, in the thread that began with `root` (its own ts if in none).

    `user` said it, or an app called `name`. `text` is what Slack sent, with its marks; "" where
    nothing but files came. `link` is its permalink, "" until that is known.
    """

    channel: str
    ts: str
    root: str
    user: str = ""
    name: str = ""
    text: str = ""
    link: str = ""

    @classmethod
    def read(cls, channel: object, message: object, *, ours: bool = False) -> Pointed | None:
        """The message in Slack's JSON, `ours` or not; None for anything that is none."""
        if not isinstance(message, Mapping) or not named(channel):
            return None
        ts, root = message.get("ts"), message.get("thread_ts") or message.get("ts")
        if not (stamped(ts) and stamped(root)):
            return None
        user = message.get("user")
        return cls(
            channel=str(channel),
            ts=str(ts),
            root=str(root),
            user=str(user) if named(user) else "",
            name=_app(message),
            text=_cut(wording(message, ours=ours)),
        )


def brought(channel: str, message: Mapping[str, Any]) -> Pointed | None:
    """What somebody forwarded with `message` of `channel`; None for nothing.

    Of several it is the first by its ids, and all of them by its text.
    """
    if not (told := forwarded(message)):
        return None
    first, ts = told[0], str(message.get("ts"))
    user, where, when = (first.get(name) for name in ("author_id", "channel_id", "ts"))
    at = str(when) if stamped(when) else ts
    link = first.get("from_url")
    return Pointed(
        channel=str(where) if named(where) else channel,
        ts=at,
        root=at,
        user=str(user) if named(user) else "",
        name=called(first.get("author_name")),
        text=_cut("\n\n".join(map(attached, told))),
        link=str(link) if isinstance(link, str) and _LINK.fullmatch(link) else "",
    )


def _app(message: Mapping[str, Any]) -> str:
    profile = message.get("bot_profile")
    named = profile.get("name") if isinstance(profile, Mapping) else ""
    return called(message.get("username") or named)


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n[…the rest of this message is left out]"


def named(word: object) -> bool:
    """Whether it is an id, as Slack makes them; nothing else may become a key."""
    return isinstance(word, str) and _ID.fullmatch(word) is not None


def stamped(word: object) -> bool:
    """Whether it is one of Slack's ts."""
    return isinstance(word, str) and _STAMP.fullmatch(word) is not None
