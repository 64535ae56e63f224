"""Leave to upload one file: its id is known before its bytes are."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_hex


@dataclass(slots=True, eq=False)
class Ticket:
    """An upload of `length` bytes that becomes file `id`; `raw` once they came to `key`."""

    id: str
    name: str
    length: int
    key: str = field(default_factory=lambda: token_hex(16))
    raw: bytes | None = None
