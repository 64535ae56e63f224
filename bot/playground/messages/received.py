"""What the server was asked, without the key it was asked with."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Ending = Literal["", "answered", "refused", "broken", "left"]

_KEYS = ("x-api-key", "authorization")


@dataclass(slots=True)
class Received:
    """One request, and what became of it.

    keyed: which headers brought a key (`x-api-key`, `authorization`); headers: the others, names
    in lower case; body: the JSON, None if it was none; at: monotonic seconds; status: of the
    answer, 0 until there is one; ended: "" while it is being answered, "left" if the client went
    away first.
    """

    method: str
    path: str
    keyed: tuple[str, ...]
    headers: Mapping[str, str]
    raw: bytes
    body: Any = None
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    ended: Ending = ""

    @classmethod
    def of(cls, method: str, path: str, headers: Mapping[str, str], raw: bytes) -> Received:
        """A request as it came in."""
        lower = {name.lower(): value for name, value in headers.items()}
        keyed = tuple(name for name in _KEYS if name in lower)
        plain = {name: value for name, value in lower.items() if name not in _KEYS}
        return cls(method, path, keyed, plain, raw)
