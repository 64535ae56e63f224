"""A worker process under load: the real wiring, told what to answer, and asked what it costs.

The words that it hears are the moments of their writing (tests/bench/stream_server.py): when one
is handed to the reply, ready to be shown, its age is noted.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvloop

from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.connection import connect
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreAway
from bot.ports import Lease, Reply, Told
from bot.reply.furniture import Furniture
from bot.reply.rates import EDITS
from bot.running.wiring import House, plugged
from bot.settings import Settings
from bot.worker import Worker
from tests.torture.control import obey

TEAM, CHANNEL, ANN = "T0LOOM01", "C0GENERAL", "U0ANN0001"
EACH = 8
"""One piece in so many is timed: to read the text at each would cost more than the line."""
SPREAD = 5.0
"""Seconds over which the first answers begin."""
WORD = 18
"""Characters of a word: the moment of its writing, and a space."""


class Timed:
    """A `Reply` that notes how old words are when they are handed over."""

    def __init__(self, reply: Reply, ages: list[float]) -> None:
        self._reply = reply
        self._ages = ages
        self._pieces = self._known = 0
        self._told: Told | None = None

    @property
    def heard(self) -> int:
        """Words so far."""
        return len(self._told.text) // WORD if self._told else 0

    def show(self, told: Told) -> None:
        self._told = told
        self._pieces += 1
        if self._pieces % EACH == 0:
            now, text = time.monotonic(), told.text[self._known :]
            self._ages += [now - float(word) for word in text.split()]
        elif self._pieces % EACH == EACH - 1:
            self._known = len(told.text)
        self._reply.show(told)

    async def finish(self, text: str, furniture: Furniture) -> None:
        await self._reply.finish(text, furniture)


class Surface:
    """The real one, with a clock in front of each reply; `topics` are threads not begun yet."""

    def __init__(self, surface: Any) -> None:
        self._surface = surface
        self.house: House | None = None
        self.topics: deque[str] = deque()
        self.ages: list[float] = []
        self.running: set[Timed] = set()
        self._heard = 0
        self.begun: list[tuple[str, str, float]] = []
        self.ended = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._surface, name)

    @asynccontextmanager
    async def reply(self, lease: Lease) -> AsyncIterator[Reply]:
        thread, parts = str(lease.question.thread), lease.asking.parts
        now = time.time()
        self.begun += [(thread, part.ts, now) for part in parts]
        async with self._surface.reply(lease) as reply:
            timed = Timed(reply, self.ages)
            self.running.add(timed)
            try:
                yield timed
            finally:
                self.running.discard(timed)
                self._heard += timed.heard
        self.ended += len(parts)
        if self.topics:  # another one begins where this one ended
            await self.ask(self.topics.popleft())

    @property
    def heard(self) -> int:
        """Words of all answers so far."""
        return self._heard + sum(timed.heard for timed in self.running)

    async def ask(self, root: str, ts: str = "") -> None:
        """Let one question wait in the thread at `root`."""
        assert self.house
        question = Question(Thread(TEAM, CHANNEL, root), ts or root, ANN, "Go on")
        while True:
            try:
                return await self.house.bot.ask(question)
            except StoreAway:  # a loop that is too busy: Slack, too, would tell it again
                await asyncio.sleep(1)


class Desk:
    """What the benchmark may ask."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    async def ask(self, roots: list[str], at_once: int) -> None:
        """Begin `at_once` of the threads in a few seconds, and one more whenever one ends."""
        self._surface.topics.extend(roots[at_once:])
        for root in roots[:at_once]:
            await self._surface.ask(root)
            await asyncio.sleep(SPREAD / at_once)

    async def follow(self, root: str, ts: str) -> float:
        """Let one more question wait in a thread; says when it did."""
        await self._surface.ask(root, ts)
        return time.time()

    async def measure(self, seconds: float) -> dict[str, Any]:
        """CPU, memory and delays over so many seconds."""
        surface = self._surface
        surface.ages.clear()
        heard, ended, begun = surface.heard, surface.ended, time.monotonic()
        worked = time.process_time()
        await asyncio.sleep(seconds)
        took = time.monotonic() - begun
        ages = sorted(surface.ages)
        return {
            "cpu": 100 * (time.process_time() - worked) / took,
            "rss": _resident(),
            "heard": (surface.heard - heard) / took,
            "ended": surface.ended - ended,
            "ages": [ages[int(len(ages) * part)] * 1000 for part in (0.5, 0.99)] if ages else [],
        }

    def begun(self) -> list[tuple[str, str, float]]:
        """Thread, ts and time of every question whose reply was begun."""
        return self._surface.begun

    def ended(self) -> int:
        return self._surface.ended


def _resident() -> float:
    """Megabytes of memory that are this process's now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def main(edits: int) -> None:
    """Until standard input ends. `edits`: what Slack lets all replies have in a minute."""
    settings = Settings.read(os.environ, "worker")
    stop = asyncio.Event()
    async with plugged(settings, stop) as house, connect(settings.redis_url) as redis:
        inner: Any = house.bot.surface
        allowance = RedisAllowance(
            redis,
            interim_per_minute=edits * 9 // 10,
            edits=replace(EDITS, calls=edits),
            rates=lambda *_: {},  # posts of as many channels as it takes, in place of one
        )
        inner._shares = replace(inner._shares, allowance=allowance)
        surface = Surface(inner)
        surface.house = replace(house, bot=replace(house.bot, surface=surface))
        worker = Worker(surface.house.bot, settings.worker_concurrency)
        working = asyncio.create_task(worker.run(stop, grace=0.0))
        desk = Desk(surface)
        names = ("ask", "follow", "measure", "begun", "ended")
        await obey({name: getattr(desk, name) for name in names})
        stop.set()
        await working


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
