"""A way to a server on which things go wrong, as and when they are told to."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Self

_NO_GOODBYE = struct.pack("ii", 1, 0)
"""SO_LINGER of no time: what is closed is reset, and what was on its way is gone."""
_PIECE = 65_536


class Proxy:
    """TCP from `port` to the local port `upstream`.

    `latency`: seconds that each piece is late, either way. `silent`: nothing gets through, and
    nobody is told. `refusing`: who comes is reset at once. `cut`: every line is reset after so
    many more bytes of what the server says.
    """

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self.port = 0
        self.latency = 0.0
        self.refusing = False
        self.cut: int | None = None
        self._open = asyncio.Event()
        self._open.set()
        self._lines: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.reset()
        pumps = list(self._pumps)
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
        await asyncio.sleep(0.01)  # what was reset leaves the loop a turn or two later

    @property
    def silent(self) -> bool:
        """Whether it is a black hole at the moment."""
        return not self._open.is_set()

    @silent.setter
    def silent(self, silent: bool) -> None:
        (self._open.clear if silent else self._open.set)()

    def reset(self) -> None:
        """Reset every line that is open now."""
        for line in list(self._lines):
            _reset(line)

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        self.latency, self.refusing, self.cut, self.silent = 0.0, False, None, False

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            return _reset(writer)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.upstream)
        except OSError:
            return _reset(writer)
        self._lines |= {writer, back}
        pumps = [
            asyncio.create_task(self._pump(reader, back, said=False)),
            asyncio.create_task(self._pump(there, writer, said=True)),
        ]
        self._pumps |= set(pumps)
        try:
            await asyncio.wait(pumps)
        finally:
            self._pumps -= set(pumps)
            self._lines -= {writer, back}
            for line in (writer, back):
                line.transport.abort()

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, said: bool
    ) -> None:
        with suppress(OSError):
            while piece := await source.read(_PIECE):
                await self._open.wait()
                if self.latency:
                    await asyncio.sleep(self.latency)
                if said and self.cut is not None and not self._spared(piece):
                    sink.write(piece[: max(0, self.cut + len(piece))])
                    self.cut = None
                    self.reset()
                    return
                sink.write(piece)
                await sink.drain()
        with suppress(OSError):
            sink.close()

    def _spared(self, piece: bytes) -> bool:
        """Count `piece`; whether all of it may still get through."""
        assert self.cut is not None
        self.cut -= len(piece)
        return self.cut >= 0


def _reset(line: asyncio.StreamWriter) -> None:
    raw = line.get_extra_info("socket")
    with suppress(OSError, AttributeError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_GOODBYE)
    line.transport.abort()
