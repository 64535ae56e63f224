"""A call of one of the client's tools, when the question is about it or it is forced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.messages.answers.reading import Reading
from bot.playground.messages.answers.serials import serial
from bot.playground.messages.script import Say

_BLANK: dict[str, Any] = {
    "integer": 1,
    "number": 1.0,
    "boolean": True,
    "array": [],
    "object": {},
    "null": None,
}
_SHORT = 3  # letters in a word that names nothing: "get", "the"


def tooled(asked: Reading) -> Say | None:
    """The call, or None if no tool is wanted."""
    forced = (asked.body.get("tool_choice") or {}).get("type") in ("any", "tool")
    wanted = [t for t in asked.own_tools if forced or _meant(asked, t["name"])]
    if not wanted:
        return None
    tool = wanted[0]
    call = {
        "type": "tool_use",
        "id": serial("toolu", asked, tool["name"]),
        "name": tool["name"],
        "input": _input(asked, tool["input_schema"]),
    }
    return Say("" if forced else "Let me see.", blocks=(call,))


def _meant(asked: Reading, name: str) -> bool:
    parts = [p for p in re.split(r"[_\W]+", name.lower()) if len(p) > _SHORT]
    return asked.asks(name.lower(), *parts)


def _input(asked: Reading, schema: Mapping[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties") or {}
    required = schema.get("required") or []
    return {name: _value(asked, properties.get(name) or {}) for name in required}


def _value(asked: Reading, schema: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "string")
    if kind in _BLANK:
        return _BLANK[kind]
    return asked.url or asked.question
