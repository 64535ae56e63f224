"""Whether Slack would take these blocks: counts, lengths and shapes of Block Kit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.slack import elements, shape
from bot.playground.slack.lengths import MARKDOWN, units
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.shape import Complaints
from bot.playground.slack.team import Json


@dataclass(frozen=True, slots=True)
class Surface:
    """Where blocks stand: how many there may be, and of which kinds; `error` refuses others."""

    most: int
    kinds: frozenset[str]
    at: str
    error: str


def blocks(value: object, surface: Surface | None = None) -> list[Json]:
    """The blocks as Slack keeps them, each with a `block_id`; `invalid_blocks` with the reasons.

    On another `surface` than a message, its own error.
    """
    surface = surface or MESSAGE
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise Refusal("invalid_blocks_format" if surface is MESSAGE else surface.error)
    shape.refuse(surface.error, _wrong(value, surface))
    written = sum(units(block["text"]) for block in value if block["type"] == "markdown")
    if written > MARKDOWN:
        raise Refusal("msg_blocks_too_long")
    return [_named(block, place) for place, block in enumerate(value)]


def spoken(kept: list[Json]) -> str:
    """The `text` that Slack derives for screen readers and notifications when none was given."""
    texts = (block.get("text") for block in kept)
    words = (text.get("text") if isinstance(text, dict) else text for text in texts)
    return " ".join(str(word) for word in words if word)


def _wrong(value: list[Json], surface: Surface) -> Complaints:
    yield from shape.count(value, surface.most, surface.at)
    yield from shape.twice(value, "block_id", surface.at)
    for place, block in enumerate(value):
        at, kind = f"{surface.at}/{place}", str(block.get("type"))
        if kind not in surface.kinds:
            yield f"unsupported type: {kind} [json-pointer:{at}/type]"
            continue
        yield from shape.string(block, "block_id", 255, at)
        yield from _KINDS[kind](block, at)


def _named(block: Json, place: int) -> Json:
    """With the ids that Slack makes up where the app named none."""
    named: Json = {"block_id": f"b{place:04d}"} | block
    if block["type"] in ("actions", "context_actions"):
        named["elements"] = [
            {"action_id": f"a{place:02d}{number:02d}"} | element
            for number, element in enumerate(block["elements"])
        ]
    for only in ("accessory", "element"):
        if isinstance(block.get(only), dict) and block[only].get("type") != "image":
            named[only] = {"action_id": f"a{place:02d}00"} | block[only]
    return named


def _markdown(block: Json, at: str) -> Complaints:
    if not isinstance(block.get("text"), str) or not block["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"


def _section(block: Json, at: str) -> Complaints:
    fields, accessory = block.get("fields"), block.get("accessory")
    if block.get("text") is None and not fields:
        yield f"missing required field: text [json-pointer:{at}]"
    if block.get("text") is not None:
        yield from shape.text(block["text"], 3000, f"{at}/text")
    if fields is not None:
        yield from shape.each(block, "fields", 10, at, lambda one, p: shape.text(one, 2000, p))
    if isinstance(accessory, dict) and accessory.get("type") == "image":
        yield from elements.image(accessory, f"{at}/accessory")
    elif isinstance(accessory, dict):
        yield from _element(accessory, f"{at}/accessory")
    elif accessory is not None:
        yield f"must provide an object [json-pointer:{at}/accessory]"


def _header(block: Json, at: str) -> Complaints:
    yield from shape.text(block.get("text"), 150, f"{at}/text", plain=True)


def _context(block: Json, at: str) -> Complaints:
    yield from shape.each(block, "elements", 10, at, _remark)


def _remark(remark: Json, at: str) -> Complaints:
    if remark.get("type") == "image":
        yield from elements.image(remark, at)
    else:
        yield from shape.text(remark, 3000, at)


def _actions(block: Json, at: str) -> Complaints:
    yield from shape.each(block, "elements", 25, at, _element)
    yield from _unique(block, at)


def _context_actions(block: Json, at: str) -> Complaints:
    kinds = elements.FEEDBACK
    yield from shape.each(block, "elements", 5, at, lambda e, p: elements.element(e, p, kinds))
    yield from _unique(block, at)


def _input(block: Json, at: str) -> Complaints:
    yield from shape.text(block.get("label"), 2000, f"{at}/label", plain=True)
    yield from shape.maybe_text(block, "hint", 2000, at)
    yield from shape.switch(block, "optional", at)
    yield from shape.switch(block, "dispatch_action", at)
    if not isinstance(block.get("element"), dict):
        yield f"missing required field: element [json-pointer:{at}]"
    else:
        yield from elements.element(block["element"], f"{at}/element", elements.STATEFUL)


def _element(element: Json, at: str) -> Complaints:
    yield from elements.element(element, at, (*elements.PRESSED, *elements.CHOSEN))


def _unique(block: Json, at: str) -> Complaints:
    if isinstance(block.get("elements"), list):
        yield from shape.twice(block["elements"], "action_id", f"{at}/elements")


def _rich_text(block: Json, at: str) -> Complaints:
    if not isinstance(block.get("elements"), list):
        yield f"missing required field: elements [json-pointer:{at}]"


def _table(block: Json, at: str) -> Complaints:
    rows = block.get("rows")
    if not isinstance(rows, list):
        yield f"missing required field: rows [json-pointer:{at}]"
        return
    if not rows or not all(isinstance(row, list) and row for row in rows):
        yield f"must provide rows of cells [json-pointer:{at}/rows]"
        return
    if len(rows) > 100 or any(len(row) > 20 for row in rows):
        yield f"no more than 100 rows of 20 cells allowed [json-pointer:{at}/rows]"
    for cell in (cell for row in rows for cell in row):
        if not isinstance(cell, dict) or cell.get("type") not in _CELLS:
            yield f"must be one of {', '.join(_CELLS)} [json-pointer:{at}/rows]"
        elif cell["type"] == "raw_text" and not cell.get("text"):
            yield f"must be more than 0 characters [json-pointer:{at}/rows]"
    if block.get("column_settings") is not None:
        yield from shape.each(block, "column_settings", 20, at, _column)


def _column(told: Json, at: str) -> Complaints:
    yield from shape.one_of(told, "align", ("left", "center", "right"), at)
    yield from shape.switch(told, "is_wrapped", at)


def _free(_block: Json, _at: str) -> Complaints:
    yield from ()


_CELLS = ("raw_text", "rich_text", "raw_number")
_KINDS: Mapping[str, Callable[[Any, str], Complaints]] = {
    "actions": _actions,
    "alert": _free,
    "card": _free,
    "carousel": _free,
    "container": _free,
    "context": _context,
    "context_actions": _context_actions,
    "data_table": _free,
    "divider": _free,
    "file": _free,
    "header": _header,
    "image": elements.image,
    "input": _input,
    "markdown": _markdown,
    "plan": _free,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "task_card": _free,
    "video": _free,
}

MESSAGE = Surface(50, frozenset(_KINDS) - {"input"}, "/blocks", "invalid_blocks")
"""A message (facts/slack.md 1.7). Slack has inputs there as well; we do not."""
VIEW = Surface(
    100,
    frozenset(
        {"actions", "context", "divider", "header", "image", "input", "rich_text", "section"}
    ),
    "/view/blocks",
    "invalid_arguments",
)
"""A modal: twice as many blocks, and none that are for messages only."""
HOME = replace(VIEW, kinds=VIEW.kinds | {"table"})
"""The Home tab: the same, and tables (https://docs.slack.dev/blocks.json)."""
