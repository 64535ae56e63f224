"""What lies in Redis is JSON with a schema version: `{"v":1,"value":…}`."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

from bot.errors import StoreError

VERSION = 1
T = TypeVar("T")


class _Record(msgspec.Struct):
    v: int
    value: msgspec.Raw


def write(value: Any) -> bytes:
    """`value` (a dataclass) as a record."""
    record = {"v": VERSION, "value": value}
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        # Half of a surrogate pair cannot be said in UTF-8: a "?" stands for it, the rest is kept.
        plain = json.dumps(msgspec.to_builtins(record), ensure_ascii=False)
        return plain.encode("utf-8", "replace")


def read(kind: type[T], raw: bytes | str) -> T:
    """The value that `write` wrote; `StoreError` for another version, which a newer bot wrote."""
    try:
        record = msgspec.json.decode(raw, type=_Record)
        if record.v != VERSION:
            raise StoreError(f"a {kind.__name__} of schema version {record.v}, not {VERSION}")
        return msgspec.json.decode(record.value, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"not a {kind.__name__}: {error}") from error
