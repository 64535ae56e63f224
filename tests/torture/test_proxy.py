"""What goes wrong on the way does so when it is told to, and is mended when it is told to."""

import asyncio
import time
from contextlib import suppress

import pytest

from tests.torture.proxy import Proxy


@pytest.fixture
async def proxy():
    """A proxy in front of a server that says back what it hears."""

    async def echo(reader, writer):
        with suppress(ConnectionError):
            while piece := await reader.read(1000):
                writer.write(piece)
        writer.transport.abort()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server, Proxy(server.sockets[0].getsockname()[1]) as proxy:
        yield proxy


@pytest.fixture
async def line(proxy):
    """Opens lines to the proxy, and closes them in the end."""
    opened = []

    async def line():
        opened.append(await asyncio.open_connection("127.0.0.1", proxy.port))
        return opened[-1]

    yield line
    for _, writer in opened:
        writer.transport.abort()
    await asyncio.sleep(0)


async def said_back(reader, writer, words=b"hello", timeout=5.0):
    writer.write(words)
    return await asyncio.wait_for(reader.readexactly(len(words)), timeout)


async def test_it_says_what_the_server_says(line):
    assert await said_back(*await line()) == b"hello"


async def test_open_lines_are_reset_and_new_ones_are_not(proxy, line):
    old = await line()
    await said_back(*old)
    proxy.reset()
    with pytest.raises(ConnectionError):
        await old[0].readexactly(1)
    assert await said_back(*await line()) == b"hello"


async def test_a_line_is_cut_after_so_many_bytes(proxy, line):
    reader, writer = await line()
    proxy.cut = 7
    assert await said_back(reader, writer) == b"hello"
    writer.write(b"again")
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await reader.readexactly(5)
    assert await said_back(*await line()) == b"hello"


async def test_a_black_hole_swallows_and_gives_back_when_it_is_healed(proxy, line):
    reader, writer = await line()
    proxy.silent = True
    with pytest.raises(TimeoutError):
        await said_back(reader, writer, timeout=0.1)
    proxy.heal()
    assert await reader.readexactly(5) == b"hello"


async def test_who_is_refused_is_reset(proxy, line):
    proxy.refusing = True
    reader, _ = await line()
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await reader.readexactly(1)
    proxy.heal()
    assert await said_back(*await line()) == b"hello"


async def test_latency_delays_both_ways(proxy, line):
    proxy.latency = 0.05
    begun = time.monotonic()
    assert await said_back(*await line()) == b"hello"
    assert time.monotonic() - begun >= 0.1
