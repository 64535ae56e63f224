"""The program as it runs: ingress, workers, or both in one process, until told to stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

from bot.adapters.redis.connection import wrong
from bot.adapters.slack.door import Door
from bot.adapters.slack.http import Watched, application, listening, probes
from bot.adapters.slack.socket import SocketIngress
from bot.errors import Gone
from bot.running.health import Health
from bot.running.home import Stopped
from bot.running.needs import ConfigurationError
from bot.running.wiring import House, plugged
from bot.settings import Settings
from bot.worker import Worker

log = logging.getLogger(__name__)


async def run(settings: Settings, stop: asyncio.Event, *, ingress: bool, work: bool) -> None:
    """Serve until `stop`: then nothing more comes in, and running answers get their time."""
    if why := wrong(settings.redis_url):
        raise ConfigurationError({"REDIS_URL": why})
    with suppress(Stopped):
        async with plugged(settings, stop) as house, house.pulse.beating():
            sides = [house.reconciler.run(stop)]
            if ingress:
                sides.append(_listen(house, stop))
            if work and not ingress and settings.worker_port:
                sides.append(_tell(house, stop))
            elif work:
                sides.append(_work(house, stop))
            await _together(sides, stop)


async def _together(sides: Sequence[Coroutine[Any, Any, None]], stop: asyncio.Event) -> None:
    """Until all have ended; then the first failure is told, if there was one."""
    ends = await asyncio.gather(*(_with(side, stop) for side in sides), return_exceptions=True)
    failures = [end for end in ends if end is not None]
    if failures:
        raise failures[0]


async def _with(side: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    """However one side ends, the other one stops in peace."""
    try:
        await side
    finally:
        stop.set()


async def _work(house: House, stop: asyncio.Event) -> None:
    settings, roll = house.settings, house.roll
    async with roll.enrolled():
        worker = Worker(house.bot, settings.worker_concurrency)
        await worker.run(stop, settings.worker_grace, roll.others)


async def _listen(house: House, stop: asyncio.Event) -> None:
    """Let events in: over HTTP if there is a signing secret, over a socket if an app token."""
    socket = _socket(house)

    connected = socket.connected if socket else None
    health = Health(house.vitals, house.pulse, stop.is_set, connected)
    watched = Watched(health, house.meter)
    web = application(house.app, _door(house), house.replays, watched)
    where = house.settings.host, house.settings.port
    async with health.watched(), listening(web, *where) as port:
        log.info("listening on http://%s:%s", house.settings.host, port)
        if socket is None:
            await stop.wait()
        else:
            try:
                await _until(stop, socket.connect())
            finally:
                await socket.close()


async def _tell(house: House, stop: asyncio.Event) -> None:
    """A worker hears nobody, but tells how it is, until its last answers have ended, too."""
    health = Health(house.vitals, house.pulse, stop.is_set)
    where = house.settings.host, house.settings.worker_port
    async with health.watched(), listening(probes(Watched(health, house.meter)), *where) as port:
        log.info("listening on http://%s:%s", house.settings.host, port)
        await _work(house, stop)


async def _until(stop: asyncio.Event, connecting: Coroutine[Any, Any, None]) -> None:
    """Wait for `stop`; a token that Slack will never take is the operator's to mend."""
    connected, told = asyncio.ensure_future(connecting), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({connected, told}, return_when=asyncio.FIRST_COMPLETED)
        if connected.done():
            connected.result()
        await told
    except Gone as error:
        raise ConfigurationError({"SLACK_APP_TOKEN": f"Slack says {error.code}"}) from error
    finally:
        connected.cancel()
        told.cancel()


def _door(house: House) -> Door:
    secret = house.settings.slack_signing_secret
    # Without a secret nobody can sign: the address is there, and turns everybody away.
    return Door(secret.get_secret_value() if secret else secrets.token_hex(32), house.address)


def _socket(house: House) -> SocketIngress | None:
    token = house.settings.slack_app_token
    if token is None:
        return None
    return SocketIngress(
        house.app, token.get_secret_value(), house.slack, house.address, house.meter
    )
