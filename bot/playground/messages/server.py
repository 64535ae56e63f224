"""The local Messages API on a real socket: validates like the real one, answers by itself."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Self

from aiohttp import web

from bot.playground.messages.answers.choice import choose
from bot.playground.messages.cache import Cache
from bot.playground.messages.endpoints import Endpoints
from bot.playground.messages.gate import Gate
from bot.playground.messages.received import Received
from bot.playground.messages.script import Step
from bot.playground.messages.seals import Seals
from bot.playground.messages.stage import Conduct

Choose = Callable[[dict[str, Any], Seals], Step]


class LocalMessages:
    """A Messages API at `url`, for as long as the context is entered.

    It accepts `key` in either header and streams `speed` deltas a second (0: at once), with a
    gateway's noise if asked for. What it says follows from the question (`choose`), unless steps
    were queued by `script`. `requests` is everything it was asked, oldest first.
    """

    def __init__(
        self,
        port: int = 0,
        key: str = "local",
        speed: float = 40.0,
        *,
        noise: bool = False,
        choose: Choose = choose,
    ) -> None:
        self.requests: list[Received] = []
        self.speed = speed
        self._noise = noise
        self._choose = choose
        self._port = port
        self._gate = Gate()
        self._steps: deque[Step] = deque()
        self._changed = asyncio.Condition()
        self._doors = Endpoints(self, key, Seals(key), Cache())
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The base URL, without `/v1`."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=0)
        app.router.add_route("*", "/{path:.*}", self._doors.answer)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=1024)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.go()
        await self._doors.close()
        if self._runner:
            await self._runner.cleanup()

    def script(self, *steps: Step) -> None:
        """Do these with the next requests for an answer, one each, in order."""
        self._steps.extend(steps)

    def hold(self, after: int = 0) -> None:
        """Let every stream wait after `after` deltas, until `go`."""
        self._gate.hold(after)

    def go(self) -> None:
        """Let all streams go on."""
        self._gate.go()

    async def held(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109  asked for by tests
        """Return once a stream waits; TimeoutError after `timeout` seconds."""
        await self._gate.reached(timeout)

    async def until(
        self,
        predicate: Callable[[Sequence[Received]], bool],
        timeout: float = 10.0,  # noqa: ASYNC109  asked for by tests
    ) -> list[Received]:
        """All requests, once `predicate` holds for them; TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: predicate(self.requests))
        return self.requests

    def step(self, body: dict[str, Any], seals: Seals) -> Step:
        """What to do with this request."""
        return self._steps.popleft() if self._steps else self._choose(body, seals)

    def conduct(self) -> Conduct:
        """How to stream it."""
        return Conduct(self._gate, self.speed, self._noise)

    async def note(self, received: Received | None = None) -> None:
        """Something about the requests changed; `received` is a new one."""
        if received:
            self.requests.append(received)
        async with self._changed:
            self._changed.notify_all()

    def now(self) -> float:
        """Seconds, for the cache."""
        return time.monotonic()
