"""Server-sent events, decoded from bytes that arrive in any pieces.

https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
"""

from __future__ import annotations

from typing import NamedTuple

from bot.errors import Interrupted

LIMIT = 16 * 1024 * 1024
"""Bytes of one event, field names included, beyond which the stream is not believed."""
_BOM = b"\xef\xbb\xbf"


class Event(NamedTuple):
    """One event; `name` is "message" where the stream gives none."""

    name: str
    data: bytes


class Decoder:
    """Push bytes in as they come, get back the events that they complete.

    The work is in proportion to the bytes, however they are cut.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._tail = bytearray()
        self._first = True
        self._halved = False  # the last piece ended in "\r", which may be half of a "\r\n"

    def decode(self, piece: bytes) -> list[Event]:
        """The events completed by `piece`; `Interrupted` if one grows beyond the limit."""
        if self._halved or b"\r" in piece:
            piece = self._plain(piece)
        if not self._tail and piece.endswith(b"\n\n"):
            return self._events(piece[:-2])  # nearly always: whole events in each piece
        # The blank line may begin with the last byte that was there before.
        begin = max(0, len(self._tail) - 1)
        self._tail += piece
        end = self._tail.rfind(b"\n\n", begin)
        events = []
        if end >= 0:
            events = self._events(bytes(self._tail[:end]))
            del self._tail[: end + 2]
        self._bound(len(self._tail) - 1)
        return events

    def end(self) -> list[Event]:
        """What lacks nothing but its blank line. The standard drops it; some servers forget it."""
        tail, self._tail = bytes(self._tail), bytearray()
        return self._events(tail)

    def _plain(self, piece: bytes) -> bytes:
        """`piece` with every kind of line end made a line feed."""
        if self._halved and piece:
            piece = piece.removeprefix(b"\n")
            self._halved = False
        self._halved = self._halved or piece.endswith(b"\r")
        return piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _events(self, whole: bytes) -> list[Event]:
        if self._first:
            self._first = False
            whole = whole.removeprefix(_BOM)
        if len(whole) > self._limit:
            self._bound(max(map(len, whole.split(b"\n\n"))))
        return [event for block in whole.split(b"\n\n") if (event := _event(block))]

    def _bound(self, size: int) -> None:
        if size > self._limit:
            raise Interrupted(f"the stream sent an event of more than {self._limit} bytes")


def _event(block: bytes) -> Event | None:
    # The usual two lines, at a third of the cost.
    name, found, data = block.partition(b"\ndata: ")
    if found and name.startswith(b"event: ") and b"\n" not in data and b"\n" not in name:
        return Event(name[7:].decode(errors="replace"), data)
    return _lines(block)


def _lines(block: bytes) -> Event | None:
    """The event that the lines of `block` spell; None for comments and what else is no event."""
    name = b""
    data: list[bytes] = []
    for line in block.split(b"\n"):
        field, _, value = line.partition(b":")
        if field == b"event":
            name = value.removeprefix(b" ")
        elif field == b"data":
            data.append(value.removeprefix(b" "))
    if not data:
        return None
    return Event(name.decode(errors="replace") or "message", b"\n".join(data))
