"""One reader of many streams, in a process of its own: `ours` or `sdk`, and a port.

It prints its CPU time for each event (microseconds) and how many streams it held; with the word
`cpu` only the former; with a number it reads so many streams, and prints its CPU time (percent) and
the delays p50 and p99 (milliseconds).
"""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import uvloop

FEW = 20
"""Streams read while CPU time is taken: few enough that nobody is late."""
LATE = 0.02
"""Seconds after which a word is late, for the next one is there. Nine of ten must not be."""
GROWTH = 1.18
STEP = 0.3
SETTLE = 0.25

Read = Callable[[list[float]], Awaitable[None]]


@asynccontextmanager
async def ours(url: str) -> AsyncIterator[Read]:
    """Our adapter, and the fold."""
    from pydantic import SecretStr

    from bot.adapters.messages import Endpoint, MessagesModel, open_client
    from bot.answer.answer import Answer
    from bot.answer.request import Request
    from bot.conversation.conversation import Conversation, Turn
    from bot.conversation.preferences import Preferences

    asked = Conversation((Turn("user", ({"type": "text", "text": "Hi"},)),))
    request = Request(asked, Preferences("claude-sonnet-4-6"))
    async with open_client() as client:
        model = MessagesModel(client, Endpoint(url, SecretStr("none")))

        async def read(delays: list[float]) -> None:
            answer = Answer()
            async for deltas in model.stream(request):
                answer.hear(deltas)
                now = time.monotonic()
                delays += [now - float(said) for said in map(_said, deltas) if said]

        yield read


def _said(delta: dict[str, Any]) -> str:
    return str(delta["delta"]["text"]) if delta["type"] == "content_block_delta" else ""


@asynccontextmanager
async def sdk(url: str) -> AsyncIterator[Read]:
    """The official SDK's `messages.stream`, as its documentation shows it."""
    import anthropic

    async with anthropic.AsyncAnthropic(base_url=url, api_key="none", max_retries=0) as client:

        async def read(delays: list[float]) -> None:
            async with client.messages.stream(
                model="claude-sonnet-4-6",
                max_tokens=16_000,
                messages=[{"role": "user", "content": "Hi"}],
            ) as stream:
                async for event in stream:
                    if event.type == "content_block_delta" and event.delta.type == "text_delta":
                        delay = time.monotonic() - float(event.delta.text)
                        delays.append(delay)

        yield read


READERS: dict[str, Callable[[str], AbstractAsyncContextManager[Read]]] = {"ours": ours, "sdk": sdk}


async def cpu(delays: list[float]) -> float:
    """Microseconds of CPU for each word, over two seconds."""
    await asyncio.sleep(0.5)
    delays.clear()
    begun = time.process_time()
    await asyncio.sleep(2.0)
    return (time.process_time() - begun) / len(delays) * 1e6


def late(delays: list[float]) -> bool:
    return not delays or sorted(delays)[len(delays) * 9 // 10] > LATE


async def many(read: Read, count: int, delays: list[float]) -> list[float]:
    """CPU in percent of a core, and delays in ms, of so many streams over some seconds."""
    readers = [asyncio.create_task(read(delays)) for _ in range(count)]
    await asyncio.sleep(5.0)
    delays.clear()
    begun, worked = time.monotonic(), time.process_time()
    await asyncio.sleep(10.0)
    cpu = 100 * (time.process_time() - worked) / (time.monotonic() - begun)
    late = sorted(delays)
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    return [cpu, *(late[int(len(late) * part)] * 1000 for part in (0.5, 0.99))]


async def main(name: str, url: str, only: str = "") -> None:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    delays: list[float] = []
    async with READERS[name](url) as read:
        if only.isdecimal():
            print(*await many(read, int(only), delays), flush=True)
            return
        readers = [asyncio.create_task(read(delays)) for _ in range(FEW)]
        spent = await cpu(delays)
        held = 0
        while not only:
            await asyncio.sleep(SETTLE)  # opening a stream costs more than reading it
            delays.clear()
            await asyncio.sleep(STEP)
            if late(delays):
                break
            held = len(readers)
            more = max(2, int(held * (GROWTH - 1)))
            readers += [asyncio.create_task(read(delays)) for _ in range(more)]
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
    print(*([spent] if only else [spent, held]), flush=True)


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
