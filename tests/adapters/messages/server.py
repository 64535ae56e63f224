"""An endpoint that sends exactly the bytes it is told to, and misbehaves on request."""

import asyncio
import json
import struct
from contextlib import asynccontextmanager, suppress
from socket import SO_LINGER, SOL_SOCKET
from typing import NamedTuple

import httpx
from httpx_aiohttp import HttpxAiohttpClient
from pydantic import SecretStr

from bot.adapters.messages import Endpoint, MessagesModel
from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences

KEY = "sk-secret-0123456789"
RESET = "reset"
STALL = "stall"
ASKED = Request(
    Conversation((Turn("user", ({"type": "text", "text": "Why? \ud83d"},)),)),
    Preferences("claude-sonnet-4-6"),
)


class Asked(NamedTuple):
    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name):
        return [value for known, value in self.headers if known == name]

    @property
    def json(self):
        return json.loads(self.body)


class Wire:
    """Plays `script` for every request: bytes are written, RESET and STALL are done, then EOF."""

    def __init__(self, script, keep=False):
        self.script = script
        self.keep = keep
        self.requests = []
        self.connections = 0
        self.heard, self.left = asyncio.Event(), asyncio.Event()
        self._tasks = set()
        self.url = ""

    async def hear(self, reader, writer):
        self.connections += 1
        self._tasks.add(asyncio.current_task())
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self.play(reader, writer)
        finally:
            self.left.set()
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def play(self, reader, writer):
        while True:
            self.requests.append(await asked(reader))
            self.heard.set()
            for step in self.script:
                await self.act(step, reader, writer)
            if not self.keep:
                break

    async def act(self, step, reader, writer):
        if step == RESET:
            socket = writer.get_extra_info("socket")
            socket.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            raise ConnectionResetError
        if step == STALL:
            await reader.read()  # returns when the other side gives up
            raise ConnectionResetError
        writer.write(step)
        await writer.drain()
        await asyncio.sleep(0)

    async def close(self):
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def asked(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")[:-2]
    headers = [(line.partition(":")[0].lower(), line.partition(":")[2].strip()) for line in lines]
    length = next(int(value) for name, value in headers if name == "content-length")
    method, path, _ = first.split(" ")
    return Asked(method, path, headers, await reader.readexactly(length))


@asynccontextmanager
async def serving(*script, keep=False):
    wire = Wire(script, keep)
    server = await asyncio.start_server(wire.hear, "127.0.0.1", 0)
    wire.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield wire
    finally:
        server.close()
        await wire.close()
        await server.wait_closed()


def response(body=b"", status=200, kind="text/event-stream", **headers):
    """The head of a response that ends with its connection, and the beginning of its body."""
    lines = [f"HTTP/1.1 {status} Whatever", f"content-type: {kind}", "connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def endpoint(url, **fields):
    return Endpoint(url, SecretStr(KEY), **fields)


@asynccontextmanager
async def impatient(read=0.2):
    """A client that waits less long than the real one."""
    timeout = httpx.Timeout(connect=2.0, read=read, write=2.0, pool=2.0)
    async with HttpxAiohttpClient(timeout=timeout) as client:
        yield client


async def asking(client, url, request=ASKED, **fields):
    """The answer that the endpoint gives."""
    answer = Answer()
    async for deltas in MessagesModel(client, endpoint(url, **fields)).stream(request):
        answer.hear(deltas)
    return answer
