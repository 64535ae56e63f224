"""A way to Redis that stops for good at one named moment, so that a process can be killed there."""

import asyncio
from contextlib import suppress
from hashlib import sha1
from importlib.resources import files
from urllib.parse import urlsplit


def sha(name):
    """What a script is called by."""
    source = files("bot.adapters.redis").joinpath("lua", f"{name}.lua").read_bytes()
    return sha1(source).hexdigest().encode()


class Gate:
    """A proxy. What calls `script` with all of `words` does not get through, or its reply does not.

    `after`: it is the reply that is held, and all of `words` may be in it instead. From then on
    that line is dead both ways.
    """

    def __init__(self, url, script, *words, after=False):
        self.script = sha(script)
        self.words = [word.encode() for word in words]
        self.after = after
        self.reached = asyncio.Event()
        self._address = urlsplit(url)
        self._lines = []

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}{self._address.path}"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for line in self._lines:
            line.close()
        await self._server.wait_closed()

    async def _serve(self, reader, writer):
        there, away = await asyncio.open_connection("127.0.0.1", self._address.port)
        self._lines += [writer, away]
        called = b""

        async def bring_back():
            while piece := await there.read(1 << 20):
                if self.after and self._meant(called + piece):
                    return self.reached.set()
                writer.write(piece)
            return None

        back = asyncio.create_task(bring_back())
        with suppress(ConnectionError):
            while (called := await reader.read(1 << 20)) and not back.done():
                if not self.after and self._meant(called):
                    self.reached.set()
                    break
                away.write(called)
        back.cancel()

    def _meant(self, piece):
        return self.script in piece and all(word in piece for word in self.words)
