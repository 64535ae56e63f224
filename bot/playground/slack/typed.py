"""What a person types, as Slack keeps it: escaped text with tokens, and rich text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from bot.playground.slack.mentions import plain
from bot.playground.slack.team import Channel, Json, User
from bot.playground.slack.workspace import Workspace

_URL = r"https?://[^\s<>|]*[^\s<>|.,;:!?'\")]"
_CODE = r"```[\s\S]+?```|`[^`\n]+`"
_BROADCASTS = ("here", "channel", "everyone")


class Typed:
    """One text that was typed: `text` and `blocks` as events carry them.

    `@name` and `#channel` become tokens as when the composer completes them; what looks like a
    token but was typed by hand is escaped and means nothing.
    """

    def __init__(self, typed: str, workspace: Workspace) -> None:
        self._users = {
            called.lower(): user
            for user in workspace.users.values()
            for called in (user.name, user.real_name)
        }
        self._channels = {c.name: c for c in workspace.channels.values() if c.kind != "im"}
        pieces = [self._piece(*cut) for cut in _cuts(typed, self._pattern())]
        self.text = "".join(text for text, _element in pieces)
        self.blocks = [_rich_text(element for _text, element in pieces)] if pieces else []

    def _pattern(self) -> re.Pattern[str]:
        ats = "|".join(map(re.escape, sorted((*self._users, *_BROADCASTS), key=len, reverse=True)))
        hashes = "|".join(map(re.escape, sorted(self._channels, key=len, reverse=True)))
        return re.compile(
            rf"(?P<code>{_CODE})|(?P<url>{_URL})"
            rf"|(?<!\w)@(?P<at>{ats})(?!\w)|(?<!\w)#(?P<hash>{hashes})(?!\w)",
            re.IGNORECASE,
        )

    def _piece(self, kind: str, word: str) -> tuple[str, Json]:
        """The text and the rich-text element of one piece."""
        if kind == "at":
            return _at(word, self._users.get(word.lower()))
        if kind == "hash":
            return _hash(self._channels[word.lower()])
        if kind == "url":
            return f"<{escaped(word)}>", {"type": "link", "url": word}
        if kind == "code" and word.startswith("```"):
            return escaped(word), {"type": "fence", "text": word.strip("`").strip("\n")}
        if kind == "code":
            return escaped(word), {"type": "text", "text": word[1:-1], "style": {"code": True}}
        return escaped(word), {"type": "text", "text": word}


_TOKEN = re.compile(
    r"<(?:@(?P<user>[A-Z0-9]+)|#[A-Z0-9]+\|(?P<hash>[^<>]*)|!(?P<at>[a-z]+)|(?P<url>https?://[^<>]*))>"
)


def untyped(text: str, workspace: Workspace) -> str:
    """What somebody typed, from what Slack keeps of it: so that it can be typed differently."""

    def said(token: re.Match[str]) -> str:
        if user := workspace.users.get(token["user"] or ""):
            return f"@{user.real_name}"
        kind = token.lastgroup or ""
        return {"hash": "#", "at": "@", "url": "", "user": "@"}[kind] + token[kind]

    return plain(_TOKEN.sub(said, text))


def escaped(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cuts(typed: str, pattern: re.Pattern[str]) -> Iterable[tuple[str, str]]:
    """The pieces of a text: their kind, empty for plain words, and what stands there."""
    end = 0
    for found in pattern.finditer(typed):
        if found.start() > end:
            yield "", typed[end : found.start()]
        kind = found.lastgroup or ""
        yield kind, found[kind]
        end = found.end()
    if end < len(typed):
        yield "", typed[end:]


def _at(word: str, user: User | None) -> tuple[str, Json]:
    if user is None:
        return f"<!{word.lower()}>", {"type": "broadcast", "range": word.lower()}
    return f"<@{user.id}>", {"type": "user", "user_id": user.id}


def _hash(channel: Channel) -> tuple[str, Json]:
    text = f"<#{channel.id}|{channel.name}>"
    return text, {"type": "channel", "channel_id": channel.id}


def _rich_text(elements: Iterable[Json]) -> Json:
    """Sections, with a preformatted part for every fence between them."""
    parts: list[Json] = []
    for fenced, group in groupby(elements, key=lambda element: element["type"] == "fence"):
        if not fenced:
            parts.append({"type": "rich_text_section", "elements": list(group)})
            continue
        parts += [
            {"type": "rich_text_preformatted", "elements": [fence | {"type": "text"}], "border": 0}
            for fence in group
        ]
    return {"type": "rich_text", "block_id": "typed", "elements": parts}
