"""The same stream as a careless gateway passes it on: odd pieces, CRLF, comments, the unknown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle
from typing import Any

from bot.playground.messages.wire import Event, encode

_SIZES = (1, 7, 3, 64, 2, 31, 5, 211, 13)


class Noise:
    """One stream's noise; push encoded events in, get odd pieces back."""

    def __init__(self) -> None:
        self._turn = count()
        self._sizes = cycle(_SIZES)

    def pieces(self, event: Event) -> Iterator[bytes]:
        """`event` and what a gateway adds to it, with CRLF line ends, cut anywhere."""
        raw = b"".join(encode(each) for each in self._among(event))
        turn = next(self._turn)
        if turn % 3 == 0:
            raw = b": keep-alive\n\n" + raw
        if turn % 4 == 0:
            raw = raw.replace(b"event: ", b"event:").replace(b"data: ", b"data:", 1)
        raw, at = raw.replace(b"\n", b"\r\n"), 0
        while at < len(raw):
            size = next(self._sizes)
            yield raw[at : at + size]
            at += size

    def _among(self, event: Event) -> list[Event]:
        match event:
            case {"type": "message_start"}:
                return [{"type": "ping"}, event]
            case {"type": "content_block_delta", "delta": {"type": "text_delta"}, **rest}:
                return [event, _unknown_delta(rest["index"])]
            case {"type": "content_block_stop"}:
                return [event, {"type": "weather_report", "sky": "clear"}]
            case _:
                return [event]


def _unknown_delta(index: int) -> dict[str, Any]:
    delta = {"type": "confidence_delta", "confidence": 0.5}
    return {"type": "content_block_delta", "index": index, "delta": delta}
