"""Slack over HTTP: the address that it posts to, and those that tell how we are.

https://docs.slack.dev/apis/events-api/using-http-request-urls
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.adapters.slack.delivery import PATIENCE, deliver
from bot.adapters.slack.door import LIMIT, Admitted, Answered, Door
from bot.errors import StoreAway, StoreError
from bot.tongue import say, speaking
from bot.watching.meter import UNMETERED, Meter

SLOWEST: Final = 5.0
"""Seconds that a body may take to arrive."""

HESITATION: Final = PATIENCE / 4
"""Seconds to find out whether it is a replay: a listener still has to hear that Redis is away."""

_PROMETHEUS: Final = "text/plain; version=0.0.4; charset=utf-8"
_log = logging.getLogger(__name__)


class Replays(Protocol):
    """Remembers what came in, for longer than the door believes a timestamp."""

    async def seen(self, once: str) -> bool:
        """Whether `once` came in before; from now on it did. `StoreError` if nobody can tell."""

    async def forget(self, once: str) -> None:
        """`once` was not dealt with: it may come in again."""


class Health(Protocol):
    """How this process is."""

    def alive(self) -> str | None:
        """Why it should be ended; None if it should not."""

    def ready(self) -> str | None:
        """Why it should get no requests at the moment; None if it should."""

    def remarks(self) -> Sequence[str]:
        """What somebody should mend, a line each."""


class Metrics(Meter, Protocol):
    """A meter that can be read."""

    async def page(self, warnings: int) -> bytes:
        """All that it has counted, in Prometheus's text format; `warnings` are there to mend."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How this process is, and what it has counted, for whoever runs it."""

    health: Health
    metrics: Metrics | None = None


def application(
    app: AsyncApp, door: Door, replays: Replays, watched: Watched, slowest: float = SLOWEST
) -> web.Application:
    """`POST /slack/events` for Slack, and for whoever runs us what `probes` has."""
    entry, house = _Entry(app, replays, watched.metrics or UNMETERED), probes(watched)

    async def events(request: web.Request) -> web.Response:
        try:
            verdict = door.glance(request.headers) or door.judge(
                request.headers, await _body(request, slowest), time.time()
            )
        except TimeoutError:
            verdict = Answered(408, "too slow")
        if isinstance(verdict, Admitted):
            return await to_aiohttp_response(await entry.admit(verdict))
        return _turn_away(verdict)

    async def close(_: web.Application) -> None:
        await entry.close()

    house.on_cleanup.append(close)
    house.router.add_post("/slack/events", events)
    return house


def probes(watched: Watched) -> web.Application:
    """`GET /livez`, `/readyz` and, if anything is counted, `/metrics`."""
    health, metrics = watched.health, watched.metrics

    async def livez(_: web.Request) -> web.Response:
        return _told(health.alive(), "alive")

    async def readyz(_: web.Request) -> web.Response:
        return _told(health.ready(), "ready", health.remarks())

    async def counted(_: web.Request) -> web.Response:
        if metrics is None:
            raise web.HTTPNotFound
        page = await metrics.page(len(health.remarks()))
        return web.Response(body=page, headers={"Content-Type": _PROMETHEUS})

    house = web.Application()
    house.router.add_get("/livez", livez)
    house.router.add_get("/readyz", readyz)
    house.router.add_get("/metrics", counted)
    return house


def _told(trouble: str | None, well: str, remarks: Sequence[str] = ()) -> web.Response:
    lines = [trouble or well, *(f"warning: {remark}" for remark in remarks)]
    return web.Response(text="\n".join([*lines, ""]), status=503 if trouble else 200)


async def _body(request: web.Request, slowest: float) -> bytes:
    """The raw body, or a little more of it than the door lets in."""
    body = bytearray()
    async with asyncio.timeout(slowest):
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > LIMIT:
                break
    return bytes(body)


def _turn_away(verdict: Answered) -> web.Response:
    _log.info("answered a request at the door with %d: %s", verdict.status, verdict.reason)
    response = web.Response(
        status=verdict.status,
        text=verdict.text,
        content_type="application/json" if verdict.text else "text/plain",
    )
    if verdict.status in {408, 413, 415}:
        response.force_close()  # the rest of the body is not worth reading
    return response


class _Entry:
    """Hands on what came in for the first time; unless that went well, it may come in again."""

    def __init__(self, app: AsyncApp, replays: Replays, meter: Meter) -> None:
        self._meter = meter
        self._app = app
        self._replays = replays
        self._forgetting: set[asyncio.Task[None]] = set()

    async def admit(self, admitted: Admitted) -> BoltResponse:
        """What Slack gets, `PATIENCE` seconds from now at the latest."""
        with speaking(""):  # one connection brings many people's words, one after the other
            return await self._admitted(admitted)

    async def _admitted(self, admitted: Admitted) -> BoltResponse:
        new: bool | None = None
        since = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                new = await self._is_new(admitted.once) if admitted.once else None
                if new is False:
                    return BoltResponse(status=200, body="")
                response = await deliver(self._app, admitted.payload)
        except TimeoutError:
            response = _too_late(admitted.payload)
        if response.status >= 500:
            self._meter.count("event_refused")
        else:
            self._meter.time("acknowledged", time.monotonic() - since)
        if new and not 200 <= response.status < 300:
            self._forget(admitted.once)
        return response

    async def close(self) -> None:
        """Until everything is forgotten that has to be."""
        await asyncio.gather(*self._forgetting)

    async def _is_new(self, once: str) -> bool | None:
        """None if nobody can tell: then it is handed on, but there is nothing to forget."""
        try:
            async with asyncio.timeout(HESITATION):
                return not await self._replays.seen(once)
        except (StoreError, TimeoutError) as error:
            # Without Redis a replay can do nothing either, and a listener finds words for a person.
            _log.warning("no telling whether a request is a replay: %r", error)
            return None

    def _forget(self, once: str) -> None:
        """Behind Slack's back: it has its answer already."""
        task = asyncio.create_task(self._forgotten(once))
        self._forgetting.add(task)  # the loop holds its tasks weakly
        task.add_done_callback(self._forgetting.discard)

    async def _forgotten(self, once: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._replays.forget(once)
        except (StoreError, TimeoutError) as error:
            _log.warning("a request that failed counts as a replay from now on: %r", error)


def _too_late(payload: dict[str, Any]) -> BoltResponse:
    """Slack tells an event again; a command it does not, so its person has to."""
    if "command" in payload:
        return BoltResponse(status=200, body=say(StoreAway.apology))
    return BoltResponse(status=503, body="")


class _NoTraces(logging.Filter):
    """What is no HTTP is the sender's fault, and no reason for a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], HttpProcessingError):
            record.exc_info, record.levelno, record.levelname = None, logging.INFO, "INFO"
        return True


@asynccontextmanager
async def listening(house: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `house` and tell the port (a free one for 0); on leaving, finish what came in."""
    log = logging.getLogger(f"{__name__}.server")
    log.addFilter(_no_traces)
    runner = web.AppRunner(
        house,
        logger=log,
        access_log=None,  # a load balancer in front writes a better one
        auto_decompress=False,  # the door turns compressed bodies away
        lingering_time=0.5,
        shutdown_timeout=5.0,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


_no_traces: Final = _NoTraces()
