"""A message that somebody pointed at: what it says and who said it; material, and never an order.

Slack sends the whole of it with a message shortcut, so that the bot need not be in its channel:
https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 24_000
"""Characters of a message that go along; the rest is left out, and that is said."""
_STAMP = re.compile(r"[0-9]{1,16}\.[0-9]{1,16}")
_ID = re.compile(r"[A-Za-z0-9_]+")
_TOLD = ("text", "title", "fields", "elements", "rows", "accessory", "alt_text", "fallback")
"""Where the words of a block stand, in the order in which they are read."""


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
    def read(cls, channel: object, message: object) -> Pointed | None:
        """The message in Slack's JSON; None for anything that is none."""
        if not isinstance(message, Mapping) or not _is(_ID, channel):
            return None
        ts, root = message.get("ts"), message.get("thread_ts") or message.get("ts")
        if not (_is(_STAMP, ts) and _is(_STAMP, root)):
            return None
        user = message.get("user")
        return cls(
            channel=str(channel),
            ts=str(ts),
            root=str(root),
            user=str(user) if _is(_ID, user) else "",
            name=_app(message),
            text=_cut(_words(message)),
        )


def _app(message: Mapping[str, Any]) -> str:
    profile = message.get("bot_profile")
    named = profile.get("name") if isinstance(profile, Mapping) else ""
    return " ".join(str(message.get("username") or named or "").split())[:80]


def _words(message: Mapping[str, Any]) -> str:
    """What it says: of apps that write no text, what stands in their blocks; and attachments."""
    said = str(message.get("text") or "").strip()
    said = said or "\n".join(filter(None, map(_block, _list(message.get("blocks")))))
    # What Slack unfolded of a link is not theirs who wrote the link.
    attached = (a for a in _list(message.get("attachments")) if not a.get("from_url"))
    return "\n".join(filter(None, (said, *map(_attached, attached))))


def _attached(told: Mapping[str, Any]) -> str:
    fields = (f"{f.get('title', '')}: {f.get('value', '')}" for f in _list(told.get("fields")))
    parts = [str(told.get(name) or "") for name in ("pretext", "title", "text")]
    blocks = list(map(_block, _list(told.get("blocks"))))
    written = "\n".join(filter(None, (*parts, *fields, *blocks)))
    return written or str(told.get("fallback") or "")


def _block(told: Mapping[str, Any]) -> str:
    """The words of one block of Block Kit, however deep they stand."""
    return re.sub(r"\s*\n\s*", "\n", "".join(_said(told, 0))).strip()


def _said(told: Any, depth: int) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif depth > 8 or not isinstance(told, Mapping | list):
        return
    elif isinstance(told, list):
        for each in told:
            yield from _said(each, depth + 1)
    elif (mark := _mark(told)) is not None:
        yield mark
    else:
        for name in _TOLD:
            if name in told:
                yield from _said(told[name], depth + 1)
                yield "\n"


def _mark(told: Mapping[str, Any]) -> str | None:
    """An element of a rich text that is no text of its own, as Slack writes it in `text`."""
    match told.get("type"):
        case "user":
            return f"<@{told.get('user_id')}>"
        case "channel":
            return f"<#{told.get('channel_id')}>"
        case "emoji":
            return f":{told.get('name')}:"
        case "link":
            label = f"|{told['text']}" if told.get("text") else ""
            return f"<{told.get('url')}{label}>"
        case "text" | "plain_text" | "mrkdwn" as kind:
            return f"{told.get('text') or ''}{'' if kind == 'text' else chr(10)}"
    return None


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n[…the rest of this message is left out]"


def _list(value: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _is(kind: re.Pattern[str], word: object) -> bool:
    return isinstance(word, str) and kind.fullmatch(word) is not None
