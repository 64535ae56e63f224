"""The chunks of a stream as Slack takes them: text, steps of a plan, its title, blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.playground.slack.blocks import blocks
from bot.playground.slack.lengths import MARKDOWN, units
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

# docs.slack.dev/reference/methods/chat.appendStream, slack_sdk/models/messages/chunk.py, and the
# lengths that several projects met (facts/slack.md 1.2).
STATES = ("pending", "in_progress", "complete", "error")
ENDED = ("complete", "error")
SHORT = 256
"""Characters of each text of a step, and of the title of a plan."""

Complaints = Iterator[str]


def chunks(value: object) -> list[Json]:
    """The chunks as they came, their blocks as Slack keeps them; `invalid_chunks` says why."""
    if not isinstance(value, list) or not value:
        raise Refusal("invalid_chunks", ["[ERROR] must provide an array [json-pointer:/chunks]"])
    wrong = [said for place, chunk in enumerate(value) for said in _wrong(chunk, place)]
    if wrong:
        raise Refusal("invalid_chunks", [f"[ERROR] {complaint}" for complaint in wrong])
    if sum(units(chunk["text"]) for chunk in value if chunk["type"] == "markdown_text") > MARKDOWN:
        raise Refusal("msg_too_long")
    return [_kept(chunk) for chunk in value]


def _kept(chunk: Json) -> Json:
    return chunk | {"blocks": blocks(chunk["blocks"])} if chunk["type"] == "blocks" else chunk


def _wrong(chunk: Any, place: int) -> Complaints:
    at = f"/chunks/{place}"
    kind = chunk.get("type") if isinstance(chunk, dict) else None
    if kind == "markdown_text":
        if not isinstance(chunk.get("text"), str) or not chunk["text"]:
            yield f"must be more than 0 characters [json-pointer:{at}/text]"
    elif kind == "task_update":
        yield from _task(chunk, at)
    elif kind == "plan_update":
        yield from _short(chunk, "title", at, needed=True)
    elif kind == "blocks":
        if not isinstance(chunk.get("blocks"), list) or len(chunk["blocks"]) > 50:
            yield f"no more than 50 items allowed [json-pointer:{at}/blocks]"
    else:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"


def _task(chunk: Json, at: str) -> Complaints:
    yield from _short(chunk, "id", at, needed=True)
    yield from _short(chunk, "title", at, needed=True)
    yield from _short(chunk, "details", at)
    yield from _short(chunk, "output", at)
    if chunk.get("status") not in STATES:
        yield f"must be one of {', '.join(STATES)} [json-pointer:{at}/status]"
    sources = chunk.get("sources", [])
    if not isinstance(sources, list):
        yield f"must provide an array [json-pointer:{at}/sources]"
        return
    for number, source in enumerate(sources):
        yield from _source(source, f"{at}/sources/{number}")


def _source(source: Any, at: str) -> Complaints:
    if not isinstance(source, dict) or source.get("type") != "url":
        yield f"must be one of url [json-pointer:{at}/type]"
        return
    for name in ("url", "text"):  # one without a text is refused (facts/slack.md 1.2)
        if not isinstance(source.get(name), str) or not source[name]:
            yield f"missing required field: {name} [json-pointer:{at}]"


def _short(chunk: Json, name: str, at: str, *, needed: bool = False) -> Complaints:
    text = chunk.get(name)
    if text is None and not needed:
        return
    if not isinstance(text, str) or (needed and not text):
        yield f"missing required field: {name} [json-pointer:{at}]"
    elif units(text) > SHORT:
        yield f"must be less than {SHORT + 1} characters [json-pointer:{at}/{name}]"
