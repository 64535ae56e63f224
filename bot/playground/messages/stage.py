"""One step, put on the wire: at the server's speed, past the gate, up to where it breaks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from bot.playground.messages.gate import Gate
from bot.playground.messages.noise import Noise
from bot.playground.messages.refusal import error, kind, usual
from bot.playground.messages.script import Break, Stream
from bot.playground.messages.wire import PING, Event, encode, is_delta

_BLANK = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_SEARCHING = 40  # deltas that would fit into the silence before a server tool's result
_BETWEEN = 0.1  # seconds between two pings
_GARBLED = b'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"del\n\n'


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a server streams: `speed` in events a second (0: at once), noisily or not."""

    gate: Gate
    speed: float
    noise: bool


class Stage:
    """One response while its stream is written."""

    def __init__(
        self, request: web.Request, response: web.StreamResponse, conduct: Conduct
    ) -> None:
        self._request = request
        self._response = response
        self._conduct = conduct
        self._noise = Noise() if conduct.noise else None
        self._due = asyncio.get_running_loop().time()
        self._deltas = 0

    async def play(self, events: Iterator[Event], limit: int | None = None) -> None:
        """Write `events`, or those before delta number `limit`."""
        for event in events:
            if is_delta(event):
                if self._deltas == limit:
                    return
                await self._conduct.gate.wait(self._deltas)
                await self._pace()
                self._deltas += 1
            elif _is_result(event):
                await self._pace(_SEARCHING)
            await self._write(event)

    async def broken(self, events: Iterator[Event], how: Break) -> None:
        """Write the beginning of `events`, and then break off as `how` says."""
        await self.play(events, how.after)
        match how.kind:
            case "error":
                overloaded = usual(529)
                await self._write(error(kind(529), overloaded.message))
            case "garbled":
                await self._response.write(_GARBLED)
            case "stall":
                await asyncio.sleep(how.seconds)
                self.drop()
            case "pings":
                await self._ping(how.seconds)
                self.drop()
            case "cut":
                self.drop()
            case "end":
                pass

    async def _ping(self, seconds: float) -> None:
        """Nothing but pings."""
        for _ in range(max(1, round(seconds / _BETWEEN))):
            await self._write(PING)
            await asyncio.sleep(_BETWEEN)

    async def raw(self, stream: Stream) -> None:
        """Write recorded bytes."""
        whole = stream.raw if stream.cut is None else stream.raw[: stream.cut]
        for piece in _cut(whole, stream.chunk):
            if b"content_block_delta" in piece:
                await self._conduct.gate.wait(self._deltas)
                self._deltas += 1
            await self._pace()
            await self._response.write(piece)
        if stream.cut is not None:
            self.drop()

    def drop(self) -> None:
        """Close the connection after what is written, without the end of the body."""
        if self._request.transport:
            self._request.transport.close()

    async def _write(self, event: Event) -> None:
        if self._noise is None:
            await self._response.write(encode(event))
            return
        for piece in self._noise.pieces(event):
            await self._response.write(piece)
            await asyncio.sleep(0)

    async def _pace(self, steps: int = 1) -> None:
        """Wait until the next event is due, without catching up what a gate held back."""
        loop = asyncio.get_running_loop()
        if not self._conduct.speed:
            await asyncio.sleep(0)
            return
        self._due = max(self._due + steps / self._conduct.speed, loop.time() - 1.0)
        await asyncio.sleep(self._due - loop.time())


def _is_result(event: Event) -> bool:
    return str(event.get("content_block", {}).get("type")).endswith("_tool_result")


def _cut(raw: bytes, size: int) -> Iterator[bytes]:
    """Pieces of `size` bytes, or with 0 one for each event."""
    at = 0
    while at < len(raw):
        found = None if size else _BLANK.search(raw, at)
        end = found.end() if found else at + (size or len(raw))
        yield raw[at:end]
        at = end
