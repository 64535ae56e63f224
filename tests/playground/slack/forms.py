"""Pieces of views and messages, as apps send them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def option(value: str, **more: Any) -> Json:
    return {"text": plain(value.title()), "value": value} | more


def select(*values: str, **more: Any) -> Json:
    told = {"type": "static_select", "action_id": "choose"}
    return told | {"options": [option(value) for value in values or ("low", "high")]} | more


def overflow(*values: str, **more: Any) -> Json:
    told = {"type": "overflow", "action_id": "more"}
    return told | {"options": [option(value) for value in values or ("copy", "drop")]} | more


def feedback(**more: Any) -> Json:
    return {
        "type": "feedback_buttons",
        "action_id": "rate",
        "positive_button": {"text": plain("Good"), "value": "up"},
        "negative_button": {"text": plain("Bad"), "value": "down"},
    } | more


def trash(**more: Any) -> Json:
    told = {"type": "icon_button", "action_id": "drop", "icon": "trash", "text": plain("Delete")}
    return told | more


def words(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "words"} | more


def number(**more: Any) -> Json:
    return {"type": "number_input", "action_id": "count", "is_decimal_allowed": False} | more


def field(block_id: str, element: Json, **more: Any) -> Json:
    told = {"type": "input", "block_id": block_id, "label": plain(block_id.title())}
    return told | {"element": element} | more


def modal(*blocks: Json, **more: Any) -> Json:
    told = {"type": "modal", "title": plain("Settings"), "submit": plain("Save")}
    return told | {"blocks": list(blocks)} | more


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks)} | more


def places(**more: Any) -> Json:
    return {"type": "conversations_select", "action_id": "where"} | more
