"""Slack over HTTP: the address that it posts to, and those that tell whether we are well.

https://docs.slack.dev/apis/events-api/using-http-request-urls
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, Protocol

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.adapters.slack.delivery import PATIENCE, deliver
from bot.adapters.slack.door import LIMIT, Admitted, Answered, Door
from bot.errors import StoreError

SLOWEST: Final = 5.0
"""Seconds that a body may take to arrive."""

Ready = Callable[[], Awaitable[str | None]]
"""Why this process should get no requests at the moment; None if it should."""

_log = logging.getLogger(__name__)


class Replays(Protocol):
    """Remembers what came in, for longer than the door believes a timestamp."""

    async def seen(self, once: str) -> bool:
        """Whether `once` came in before; from now on it did. `StoreError` if nobody can tell."""

    async def forget(self, once: str) -> None:
        """`once` was not dealt with: it may come in again."""


def application(
    app: AsyncApp, door: Door, replays: Replays, ready: Ready, slowest: float = SLOWEST
) -> web.Application:
    """`POST /slack/events` for Slack; `GET /livez` and `/readyz` for whoever runs us."""

    async def events(request: web.Request) -> web.Response:
        try:
            verdict = door.glance(request.headers) or door.judge(
                request.headers, await _body(request, slowest), time.time()
            )
        except TimeoutError:
            verdict = Answered(408, "too slow")
        if isinstance(verdict, Admitted):
            return await _admit(app, replays, verdict)
        return _turn_away(verdict)

    async def livez(_: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def readyz(_: web.Request) -> web.Response:
        reason = await ready()
        return web.Response(text=f"{reason or 'ready'}\n", status=503 if reason else 200)

    house = web.Application()
    house.router.add_post("/slack/events", events)
    house.router.add_get("/livez", livez)
    house.router.add_get("/readyz", readyz)
    return house


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


async def _admit(app: AsyncApp, replays: Replays, admitted: Admitted) -> web.Response:
    """Hand on what came in for the first time; unless that went well, it may come in again."""
    once = admitted.once
    try:
        async with asyncio.timeout(PATIENCE):
            if once and await _seen(replays, once):
                return web.Response()
            response = await deliver(app, admitted.payload)
    except TimeoutError:
        response = BoltResponse(status=503, body="")
    if once and not 200 <= response.status < 300:
        with contextlib.suppress(StoreError):
            await replays.forget(once)
    return await to_aiohttp_response(response)


async def _seen(replays: Replays, once: str) -> bool:
    try:
        return await replays.seen(once)
    except StoreError as error:
        # Without Redis a replay can do nothing either, and a listener finds words for a person.
        _log.warning("no telling whether a request is a replay: %r", error)
        return False


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
