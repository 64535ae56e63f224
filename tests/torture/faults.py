"""The eight kinds of faults, and the chance that brings them."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.redis_server import RedisServer
from tests.torture.control import Child
from tests.torture.crew import Crew
from tests.torture.proxy import Proxy

_METHODS = (
    *("chat.update", "chat.update", "chat.postMessage", "conversations.replies", "*"),
    *("chat.startStream", "chat.appendStream", "chat.stopStream"),
)


@dataclass(frozen=True)
class World:
    """All that faults may happen to; `ways` are the proxies, by what they lead to."""

    crew: Crew
    redis: RedisServer
    slack: Child
    model: Child
    ways: dict[str, Proxy]


@dataclass
class Faults:
    """Brings one fault after the other, `every` few seconds; `count` tells how many of each."""

    world: World
    chance: random.Random
    every: float
    count: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._kinds: dict[str, Callable[[], Awaitable[None]]] = {
            "worker killed": self._kill_worker,
            "web killed": self._kill_web,
            "redis killed": self._kill_redis,
            "lines broken": self._break_lines,
            "stopped": self._stop,
            "restarted": self._restart,
            "slack fails": self._fail_slack,
            "model fails": self._fail_model,
        }
        self._bag: list[str] = []
        self._lasting: set[asyncio.Task[None]] = set()
        self._restarting: asyncio.Task[None] | None = None

    async def befall(self) -> None:
        """For ever: every kind once in each eight, in an order of chance."""
        while True:
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * self.every)
            if not self._bag:
                self._bag = self.chance.sample(list(self._kinds), len(self._kinds))
            kind = self._bag.pop()
            self.count[kind] += 1
            await self._kinds[kind]()

    def lose(self, name: str) -> None:
        """An outage: nobody gets through to `name` until all is healed."""
        self.count[f"{name} away"] += 1
        way = self.world.ways[name]
        way.refusing = True
        way.reset()

    async def heal(self) -> None:
        """Everything works again, and everybody is there."""
        for task in list(self._lasting):
            task.cancel()
        await asyncio.gather(*self._lasting, return_exceptions=True)
        world = self.world
        for member in (*world.crew.webs, *world.crew.workers):
            world.crew.wake(member)
        for way in world.ways.values():
            way.heal()
        if self._restarting:
            await self._restarting
        await world.slack.ask("heal")
        await world.model.ask("heal")
        await world.crew.tend()

    def _lasts(self, seconds: float, end: Callable[[], Awaitable[None] | None]) -> None:
        """Call `end` after so many seconds, behind the next faults' back."""

        async def later() -> None:
            await asyncio.sleep(seconds)
            if (ending := end()) is not None:
                await ending

        task = asyncio.create_task(later())
        self._lasting.add(task)
        task.add_done_callback(self._lasting.discard)

    async def _kill_worker(self) -> None:
        crew = self.world.crew
        member = self.chance.choice(crew.workers)
        await crew.kill(member)
        self._lasts(self.chance.uniform(0, 2), crew.tend)

    async def _kill_web(self) -> None:
        crew = self.world.crew
        await crew.kill(self.chance.choice(crew.webs))
        self._lasts(self.chance.uniform(0, 2), crew.tend)

    async def _kill_redis(self) -> None:
        away = self.chance.choice((0.0, 0.5, 3.0))

        def restart() -> None:
            self.world.redis.kill()
            time.sleep(away)
            self.world.redis.start()

        # What was killed is started again, even if the run is over meanwhile.
        self._restarting = asyncio.create_task(asyncio.to_thread(restart))
        await asyncio.shield(self._restarting)

    async def _break_lines(self) -> None:
        way = self.world.ways[self.chance.choice(sorted(self.world.ways))]
        match self.chance.randrange(5):
            case 0:
                way.reset()
            case 1:
                way.cut = self.chance.randrange(20_000)
            case 2:
                way.refusing = True
                way.reset()
            case 3:
                way.silent = True
            case 4:
                way.latency = self.chance.uniform(0.05, 0.4)
        self._lasts(self.chance.uniform(0.5, 4), way.heal)

    async def _stop(self) -> None:
        """Now shorter, now longer than a lease lasts."""
        crew = self.world.crew
        member = self.chance.choice([*crew.workers, *crew.workers, *crew.webs])
        crew.halt(member)
        seconds = self.chance.choice((1.0, 6.0, 14.0, 20.0))
        self._lasts(seconds, lambda: crew.wake(member))

    async def _restart(self) -> None:
        crew = self.world.crew
        member = self.chance.choice([*crew.workers, *crew.workers, *crew.webs])
        crew.wake(member)
        await crew.replace(member)

    async def _fail_slack(self) -> None:
        """A few calls go wrong; or, now and then, every stream of the moment is found dead."""
        if self.chance.random() < 0.15:
            await self.world.slack.ask("expire")
            return
        trouble: dict[str, Any] = self.chance.choice((
            {"status": 429, "retry_after": self.chance.randint(1, 3)},
            {"status": 503},
            {"status": 500, "after_accepting": True},
            {"drop": True},
            {"drop": True, "after_accepting": True},
            {"error": "internal_error", "after_accepting": True},
            {"html": True, "after_accepting": True},
            {"delay": 2.0},
        ))  # fmt: skip
        times, method = self.chance.randint(1, 4), self.chance.choice(_METHODS)
        await self.world.slack.ask("fault", method=method, times=times, **trouble)

    async def _fail_model(self) -> None:
        for _ in range(self.chance.randint(1, 3)):
            after = self.chance.choice((0, 5, 60, 200))
            kinds = ("cut", "cut", "error", "end", "garbled", "stall")
            trouble: dict[str, Any] = {"after": after, "kind": self.chance.choice(kinds)}
            if self.chance.random() < 0.25:
                trouble = {"status": self.chance.choice((429, 500, 529))}
            await self.world.model.ask("trouble", **trouble)
