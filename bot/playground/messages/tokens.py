"""How many tokens something is, near enough: four characters each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import msgspec

_SEEN = {"image": 1600, "document": 6000}
"""Tokens of what is looked at: a picture at its largest, and a paper of a few pages."""


def tokens(thing: Any) -> int:
    """Tokens of a text, or of anything else as its JSON; at least 1 unless it is empty."""
    if not thing:
        return 0
    text = thing if isinstance(thing, str) else msgspec.json.encode(thing).decode()
    return math.ceil(len(text) / 4)


def weight(block: Mapping[str, Any]) -> int:
    """Tokens of a content block or a tool; what is looked at does not count by its base64."""
    source = block.get("source")
    if block.get("type") in _SEEN and isinstance(source, Mapping) and "data" in source:
        if source.get("type") == "base64":
            return _SEEN[block["type"]]
        return tokens(source["data"])
    return tokens(block["text"] if block.get("type") == "text" else block)
