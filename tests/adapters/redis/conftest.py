"""Redis for the tests: the embedded one and a real server, empty each time."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.adapters.redis.connection import connect
from tests.redis_server import RedisServer


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server that lives as long as the tests do; they leave it running."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def frail(tmp_path):
    """A server of one's own, to be killed."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["embedded", "server"])
def url(request):
    """Where to connect to."""
    if request.param == "embedded":
        return None
    return request.getfixturevalue("server").url


@pytest.fixture
async def redis(url):
    async with connect(url) as redis:
        await redis.flushall()
        yield redis


@pytest.fixture
async def silent():
    """The address of somebody who accepts connections and never says a word."""
    async with AsyncExitStack() as lines:

        async def listen(_reader, writer):
            lines.callback(writer.close)

        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
        server.close()
    await server.wait_closed()
