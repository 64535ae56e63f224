"""How many tokens something is, near enough: four characters each."""

from __future__ import annotations

import math
from typing import Any

import msgspec


def tokens(thing: Any) -> int:
    """Tokens of a text, or of anything else as its JSON; at least 1 unless it is empty."""
    if not thing:
        return 0
    text = thing if isinstance(thing, str) else msgspec.json.encode(thing).decode()
    return math.ceil(len(text) / 4)
