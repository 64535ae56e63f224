"""The words of a block of Block Kit as a person reads them: what could be pressed says nothing.

https://docs.slack.dev/reference/block-kit/blocks. Text that Slack shows as it is comes escaped, and
people, channels and links come as Slack's marks, so that all of it reads like a message's `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.conversation.spoken import escaped

Json = Mapping[str, Any]

# fmt: off
_TOLD = (
    "pretext", "text", "title", "subtitle", "caption", "body", "description", "fields", "elements",
    "tasks", "details", "output", "sources", "blocks", "cards", "accessory", "alt_text", "fallback",
)
# fmt: on
"""Where the words of a block stand, in the order in which they are read."""
_LITERAL = ("alt_text", "fallback", "title", "subtitle", "caption", "description")
"""What Slack shows as it is where it is no object of its own."""
_PRESSED = re.compile(
    r".*_(?:select|buttons?|input)|button|checkboxes|overflow|actions|context_actions|input"
    r"|(?:date|datetime|time)picker|icon_button"
)
_MARKS = {
    "user": ("@", "user_id"),
    "channel": ("#", "channel_id"),
    "usergroup": ("!subteam^", "usergroup_id"),
    "broadcast": ("!", "range"),
}
_DEEPEST = 8
_ID = re.compile(r"[A-Za-z0-9_]+")


def words(block: object) -> str:
    """What one block says, with Slack's marks; "" for what says nothing, or is no block."""
    if not isinstance(block, Mapping):
        return ""
    match block.get("type"):
        case "rich_text":
            told = "\n".join(filter(None, map(_part, listed(block.get("elements")))))
        case "table" | "data_table":
            told = _table(block)
        case _:
            told = re.sub(r"\s*\n\s*", "\n", "".join(_said(block, 0)))
    return told.strip()


def listed(told: object) -> Sequence[Json]:
    """The objects in a list of JSON; [] for anything else."""
    return [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []


def _said(told: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(told, list):
        for each in told:
            yield from _said(each, depth + 1)
    elif isinstance(told, Mapping) and not _PRESSED.fullmatch(str(told.get("type"))):
        if (text := _text(told)) is not None:
            yield text
            return
        for name in _TOLD:
            part = told.get(name)
            if isinstance(part, str):
                yield escaped(part) if name in _LITERAL else part
            else:
                yield from _said(part, depth + 1)
            yield "\n"


def _text(told: Json) -> str | None:
    """An object that is text, or stands in one; None for anything else."""
    match told.get("type"):
        case "mrkdwn" | "markdown":
            return f"{told.get('text') or ''}\n"
        case "plain_text" | "raw_text":
            return f"{escaped(str(told.get('text') or ''))}\n"
        case "url":
            return f"{_link(told)}\n"
        case "rich_text":
            return f"{words(told)}\n"
    return None


def _part(part: Json) -> str:
    """A section, a list, a quote or a piece of code of a rich text."""
    match part.get("type"):
        case "rich_text_list":
            return _list(part)
        case "rich_text_quote":
            return "\n".join(f"> {line}" for line in _inline(part).splitlines())
        case "rich_text_preformatted":
            return f"```\n{_inline(part)}\n```"
        case _:
            return _inline(part).rstrip("\n")


def _list(part: Json) -> str:
    first, indent = (_number(part.get(name)) for name in ("offset", "indent"))
    ordered = part.get("style") == "ordered"
    return "\n".join(
        f"{'  ' * min(indent, _DEEPEST)}{f'{first + at}.' if ordered else '-'} {_inline(item)}"
        for at, item in enumerate(listed(part.get("elements")), 1)
    )


def _inline(part: Json) -> str:
    return "".join(map(_element, listed(part.get("elements"))))


def _element(told: Json) -> str:
    """An element of a rich text, as Slack writes it in `text`."""
    match told.get("type"):
        case "user" | "channel" | "usergroup" | "broadcast" as kind:
            sign, name = _MARKS[kind]
            id_ = told.get(name)
            return f"<{sign}{id_}>" if isinstance(id_, str) and _ID.fullmatch(id_) else ""
        case "emoji":
            return f":{escaped(str(told.get('name') or ''))}:"
        case "link":
            return _link(told)
        case _:
            names = (told.get(name) for name in ("text", "fallback", "value"))
            return escaped(str(next(filter(None, names), "")))


def _link(told: Json) -> str:
    """A link can't say more than where it leads, and what it is called."""
    url, label = (re.sub(r"[<>|]", "", str(told.get(name) or "")) for name in ("url", "text"))
    return f"<{url}|{label}>" if url and label else f"<{url}>" if url else label


def _table(block: Json) -> str:
    rows = block.get("rows")
    return "\n".join(
        " | ".join(words(cell) if cell.get("type") == "rich_text" else _cell(cell) for cell in row)
        for row in map(listed, rows if isinstance(rows, list) else ())
        if row
    )


def _cell(cell: Json) -> str:
    told = cell.get("text", cell.get("value"))
    return escaped(" ".join(str(told if told is not None else "").split()))


def _number(told: object) -> int:
    return told if type(told) is int and 0 <= told < 10_000 else 0
