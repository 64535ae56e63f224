"""Whether Slack would take these blocks: counts, lengths and shapes of Block Kit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.playground.slack.lengths import MARKDOWN, units
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

MOST = 50
"""Blocks of one message (facts/slack.md 1.7, as are the other numbers here)."""

Complaints = Iterator[str]


def blocks(value: object) -> list[Json]:
    """The blocks as Slack keeps them, each with a `block_id`; `invalid_blocks` with the reasons."""
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise Refusal("invalid_blocks_format")
    wrong: list[str] = [*_count(value, MOST, "/blocks"), *_twice(value, "block_id", "/blocks")]
    for place, block in enumerate(value):
        wrong += _block(block, f"/blocks/{place}")
    if wrong:
        raise Refusal("invalid_blocks", [f"[ERROR] {complaint}" for complaint in wrong])
    written = sum(units(block["text"]) for block in value if block["type"] == "markdown")
    if written > MARKDOWN:
        raise Refusal("msg_blocks_too_long")
    return [_named(block, place) for place, block in enumerate(value)]


def spoken(kept: list[Json]) -> str:
    """The `text` that Slack derives for screen readers and notifications when none was given."""
    texts = (block.get("text") for block in kept)
    words = (text.get("text") if isinstance(text, dict) else text for text in texts)
    return " ".join(str(word) for word in words if word)


def _named(block: Json, place: int) -> Json:
    """With the ids that Slack makes up where the app named none."""
    named: Json = {"block_id": f"b{place:04d}"} | block
    if block["type"] == "actions":
        named["elements"] = [
            {"action_id": f"a{place:02d}{number:02d}"} | element
            for number, element in enumerate(block["elements"])
        ]
    return named


def _block(block: Json, at: str) -> Complaints:
    kind = str(block.get("type"))
    if kind not in _KINDS:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    if units(str(block.get("block_id", ""))) > 255:
        yield f"must be less than 256 characters [json-pointer:{at}/block_id]"
    yield from _KINDS[kind](block, at)


def _markdown(block: Json, at: str) -> Complaints:
    if not isinstance(block.get("text"), str) or not block["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"


def _section(block: Json, at: str) -> Complaints:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield f"missing required field: text [json-pointer:{at}]"
    if block.get("text") is not None:
        yield from _text(block["text"], 3000, f"{at}/text")
    if fields is not None:
        yield from _each(block, "fields", 10, at, lambda one, where: _text(one, 2000, where))
    if isinstance(block.get("accessory"), dict):
        yield from _element(block["accessory"], f"{at}/accessory")


def _header(block: Json, at: str) -> Complaints:
    yield from _text(block.get("text"), 150, f"{at}/text", plain=True)


def _context(block: Json, at: str) -> Complaints:
    yield from _each(block, "elements", 10, at, _remark)


def _remark(element: Json, at: str) -> Complaints:
    if element.get("type") == "image":
        yield from _image(element, at)
    else:
        yield from _text(element, 3000, at)


def _actions(block: Json, at: str) -> Complaints:
    yield from _each(block, "elements", 25, at, _element)
    if isinstance(block.get("elements"), list):
        yield from _twice(block["elements"], "action_id", f"{at}/elements")


def _context_actions(block: Json, at: str) -> Complaints:
    yield from _each(block, "elements", 5, at, _element)


def _element(element: Json, at: str) -> Complaints:
    if not isinstance(element.get("type"), str):
        yield f"missing required field: type [json-pointer:{at}]"
    if units(str(element.get("action_id", ""))) > 255:
        yield f"must be less than 256 characters [json-pointer:{at}/action_id]"
    if element.get("type") == "button":
        yield from _button(element, at)


def _button(button: Json, at: str) -> Complaints:
    yield from _text(button.get("text"), 75, f"{at}/text", plain=True)
    for name, most in (("value", 2000), ("url", 3000)):
        if not isinstance(button.get(name, ""), str) or units(button.get(name, "")) > most:
            yield f"must be less than {most + 1} characters [json-pointer:{at}/{name}]"
    if button.get("style", "primary") not in ("primary", "danger"):
        yield f"must be one of primary, danger [json-pointer:{at}/style]"


def _image(image: Json, at: str) -> Complaints:
    for name in ("image_url", "alt_text"):
        if not image.get(name) and not (name == "image_url" and image.get("slack_file")):
            yield f"missing required field: {name} [json-pointer:{at}]"


def _rich_text(block: Json, at: str) -> Complaints:
    if not isinstance(block.get("elements"), list):
        yield f"missing required field: elements [json-pointer:{at}]"


def _table(block: Json, at: str) -> Complaints:
    rows = block.get("rows")
    if not isinstance(rows, list):
        yield f"missing required field: rows [json-pointer:{at}]"
    elif len(rows) > 100 or any(len(row) > 20 for row in rows):
        yield f"no more than 100 rows of 20 cells allowed [json-pointer:{at}/rows]"


def _free(_block: Json, _at: str) -> Complaints:
    yield from ()


def _text(text: Any, most: int, at: str, *, plain: bool = False) -> Complaints:
    """A text object, of kind `plain_text` if it must be."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        yield f"must provide an object [json-pointer:{at}]"
    elif text.get("type") not in kinds:
        yield f"must be one of {', '.join(kinds)} [json-pointer:{at}/type]"
    elif not text["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    elif units(text["text"]) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/text]"


def _each(
    block: Json, name: str, most: int, at: str, complain: Callable[[Json, str], Complaints]
) -> Complaints:
    parts = block.get(name)
    if not isinstance(parts, list) or not parts or not all(isinstance(p, dict) for p in parts):
        yield f"must provide an array of objects [json-pointer:{at}/{name}]"
        return
    yield from _count(parts, most, f"{at}/{name}")
    for place, part in enumerate(parts):
        yield from complain(part, f"{at}/{name}/{place}")


def _count(parts: list[Any], most: int, at: str) -> Complaints:
    if len(parts) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"


def _twice(parts: list[Json], name: str, at: str) -> Complaints:
    names = [part[name] for part in parts if isinstance(part, dict) and part.get(name)]
    for again in sorted({str(one) for one in names if names.count(one) > 1}):
        yield f"`{name}` must be unique: {again} [json-pointer:{at}]"


_KINDS: Mapping[str, Callable[[Json, str], Complaints]] = {
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
    "image": _image,
    "markdown": _markdown,
    "plan": _free,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "task_card": _free,
    "video": _free,
}
