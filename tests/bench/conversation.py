"""A conversation of 200 turns loaded, extended and saved: ours, and one JSON value rewritten."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import uvloop
from redis.asyncio import Redis

from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Turn
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.ports import Lease
from tests.redis_server import RedisServer

TURNS = 200
LONG = 500
"""Characters that each turn says: 100 kB in all."""
ROUNDS = 5
TIMES = 100
"""Turns added in each round, each to a conversation that is loaded for it."""

Extend = Callable[[int], Awaitable[None]]


def turn(number: int) -> Turn:
    """A question or an answer, in words of no great variety."""
    said = ({"type": "text", "text": (f"Word {number} of our talk, in plain words. " * 50)[:LONG]},)
    if number % 2 == 0:
        return Turn("user", said, "T1:C1:1.0")
    usage = {"input_tokens": 900, "cache_read_input_tokens": 25_000, "output_tokens": 120}
    about = {"model": "claude-sonnet-4-6", "stop_reason": "end_turn", "usage": usage}
    return Turn("assistant", said, "T1:C1:1.0", about)


async def ours(redis: Redis) -> Extend:
    """The store: fenced, idempotent by number, usage counted, one turn written."""
    mailbox, store = RedisMailbox(redis, lease=3600), RedisStore(redis)
    thread = Thread("T1", "C1", "1.0")
    await mailbox.put(Question(thread, "1.0", "U1", "Hi"))
    lease: Lease | None = await mailbox.take(0)
    assert lease
    holder = lease
    await store.keep(holder, [turn(n) for n in range(TURNS)], 0)

    async def extend(number: int) -> None:
        conversation = (await store.conversation(thread)).add(turn(number))
        assert len(conversation.turns) == number + 1
        await store.keep(holder, conversation.turns[-1:], number)

    return extend


async def blob(redis: Redis) -> Extend:
    """One value, as most bots keep it: read, parsed, appended to, written whole; not fenced."""

    def plain(number: int) -> dict[str, object]:
        said = turn(number)
        about = dict(said.about)
        return {"role": said.role, "content": list(said.content), **about}

    await redis.set("conversation", json.dumps([plain(n) for n in range(TURNS)]))

    async def extend(number: int) -> None:
        turns = json.loads(await redis.get("conversation") or "[]")
        turns.append(plain(number))
        assert len(turns) == number + 1
        await redis.set("conversation", json.dumps(turns), ex=90 * 86_400)

    return extend


@dataclass(slots=True)
class Spent:
    """On one turn: milliseconds until it is saved, of CPU here, and bytes sent to Redis."""

    waited: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)


async def one_round(redis: Redis, extend: Extend, spent: Spent) -> None:
    before = (await redis.info("stats"))["total_net_input_bytes"]
    worked = time.process_time()
    for number in range(TURNS, TURNS + TIMES):
        begun = time.perf_counter()
        await extend(number)
        spent.waited.append((time.perf_counter() - begun) * 1000)
    spent.worked.append((time.process_time() - worked) * 1000 / TIMES)
    after = (await redis.info("stats"))["total_net_input_bytes"]
    spent.sent.append((after - before) / TIMES)


async def measure(url: str) -> dict[str, Spent]:
    """Interleaved rounds, each on an empty Redis."""
    ways = {"ours": ours, "blob": blob}
    found = {name: Spent() for name in ways}
    async with connect(url) as redis:
        for _ in range(ROUNDS):
            for name, way in ways.items():
                await redis.flushall()
                await one_round(redis, await way(redis), found[name])
    return found


def main() -> None:
    """Against a real redis-server that appends to its file as ours should."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                found = runner.run(measure(server.url))
        finally:
            server.stop()
    print(f"A conversation of {TURNS} turns, {TURNS * LONG // 1000} kB: one turn more")
    print(f"{'':<32}{'threadloom':>12}{'one JSON value':>22}{'ratio':>8}")
    for title, name in (
        ("load, extend and save, ms", "waited"),
        ("CPU of it in this process, ms", "worked"),
        ("bytes sent to Redis", "sent"),
    ):
        mine, theirs = (median(getattr(found[way], name)) for way in ("ours", "blob"))
        digits = 0 if name == "sent" else 2
        print(f"{title:<32}{mine:>12.{digits}f}{theirs:>22.{digits}f}{mine / theirs:>8.2f}")
    print(
        f"Medians of {ROUNDS} interleaved rounds of {TIMES} turns. Ours is fenced by a lease, keeps"
    )
    print("a turn once however often it is tried, and counts usage; the value does none of it.")


if __name__ == "__main__":
    main()
