"""What people type in Slack, read as plain words: names for ids, bare links, no escapes.

Slack's marks: https://docs.slack.dev/messaging/formatting-message-text (facts/slack.md §4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def mentioned(text: str) -> list[str]:
    """The ids of the people that `text` mentions, in order."""
    return [found[2] for found in _MARK.finditer(text) if found[1] == "@"]


def addressee(text: str) -> str | None:
    """Whom `text` begins by calling: a person's id, or Slack's word for many ("here")."""
    found = _MARK.match(text.lstrip())
    return found[2] if found and found[1] in ("@", "!") else None


def without(text: str, user: str) -> str:
    """`text` less every mention of `user`: the call is not part of the question."""
    return re.sub(rf"<@{re.escape(user)}(?:\|[^<>]*)?>[ \t]?", "", text).strip()


def plain(text: str, names: Mapping[str, str]) -> str:
    """`text` as a person reads it; ids that `names` does not know stay as they are."""
    read = _MARK.sub(lambda found: _read(found, names), text)
    # Last of all, or an escaped "<" that somebody typed would be taken for a mark.
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(text: str) -> str:
    """`text` as Slack would have it, had a person typed it: `plain` gives it back."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _read(found: re.Match[str], names: Mapping[str, str]) -> str:
    sign, what, label = found[1], found[2], found[3]
    match sign:
        case "@":
            return "@" + names.get(what, label or what)
        case "#":
            return "#" + (label or names.get(what, what))
        case "!":
            return label or "@" + what.partition("^")[0]
        case _:
            return _link(what, label)


def _link(target: str, label: str | None) -> str:
    """A bare address, so that the model may fetch it; the label too where it says more."""
    bare = target.removeprefix("mailto:")
    return bare if label in (None, "", bare, target) else f"{label} ({bare})"
