"""How long what is said may be, counted as Slack counts."""

from __future__ import annotations

import json

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

MARKDOWN = 12_000
"""UTF-16 units of `markdown_text`, and of all markdown blocks of a payload (facts/slack.md 1.7)."""
UPDATED = 4_000
"""UTF-8 bytes of `text` in chat.update (measured, facts/slack.md 2)."""
POSTED = 40_000
"""Characters of `text` in chat.postMessage; the rest is cut off without a word."""
METADATA = 8_000
"""UTF-8 bytes of `metadata` as JSON."""


def units(text: str) -> int:
    """UTF-16 units: what Slack, like a browser, calls characters."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def posted(text: str) -> str:
    """`text` as chat.postMessage keeps it."""
    return text[:POSTED]


def updated(text: str) -> str:
    """`text` as chat.update takes it; `msg_too_long`."""
    if len(text.encode("utf-8", "surrogatepass")) > UPDATED:
        raise Refusal("msg_too_long")
    return text


def markdown(text: str) -> str:
    """`markdown_text` as every method takes it; `msg_too_long`."""
    if units(text) > MARKDOWN:
        raise Refusal("msg_too_long")
    return text


def metadata(value: object) -> Json:
    """`metadata` as chat.postMessage takes it; `invalid_metadata_format`, `metadata_too_large`."""
    if not isinstance(value, dict) or not isinstance(value.get("event_type"), str):
        raise Refusal("invalid_metadata_format")
    if not isinstance(value.get("event_payload"), dict):
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) > METADATA:
        raise Refusal("metadata_too_large")
    return {"event_type": value["event_type"], "event_payload": value["event_payload"]}
