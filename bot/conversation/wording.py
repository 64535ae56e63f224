"""The words of a message of Slack, wherever they stand: in its text, its blocks, or attached to it.

https://docs.slack.dev/reference/block-kit/blocks, docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_TOLD = ("text", "title", "fields", "elements", "rows", "accessory", "alt_text", "fallback")
"""Where the words of a block stand, in the order in which they are read."""


def wording(message: Mapping[str, Any]) -> str:
    """What it says: of apps that write no text, what stands in their blocks; and attachments.

    With Slack's marks, however long; "" where nothing but files came.
    """
    said = str(message.get("text") or "").strip()
    said = said or "\n".join(filter(None, map(_block, _list(message.get("blocks")))))
    attached = filter(_theirs, _list(message.get("attachments")))
    return "\n".join(filter(None, (said, *map(_attached, attached))))


def _theirs(attached: Mapping[str, Any]) -> bool:
    """Whether they attached it: what Slack unfolded of a link is not theirs who wrote the link."""
    return not attached.get("from_url") or attached.get("is_share") is True


def _attached(told: Mapping[str, Any]) -> str:
    fields = (f"{f.get('title', '')}: {f.get('value', '')}" for f in _list(told.get("fields")))
    names = ("pretext", "author_name", "title", "text")
    parts = [str(told.get(name) or "") for name in names]
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


def _list(value: object) -> Sequence[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
