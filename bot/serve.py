"""Everything plugged together: ingress, workers, or both in one process, until told to stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import aiohttp
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot import lifetime, tools
from bot.adapters.messages import Endpoint, MessagesModel, open_client
from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.conditions import RedisConditions
from bot.adapters.redis.connection import alive, connect, wrong
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.replays import RedisReplays
from bot.adapters.redis.store import RedisStore
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.door import Address, Door
from bot.adapters.slack.files import SlackFiles, origin
from bot.adapters.slack.history import Home
from bot.adapters.slack.http import application, listening
from bot.adapters.slack.reading import SlackReading
from bot.adapters.slack.socket import SocketIngress
from bot.adapters.slack.surface import SlackSurface
from bot.bot import Bot
from bot.conversation.prices import listed
from bot.errors import Ambiguous, Gone, SlackError, Throttled
from bot.settings import ConfigurationError, Settings
from bot.speaker import Speaker
from bot.worker import Worker

log = logging.getLogger(__name__)
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class House:
    """What both sides of the program share."""

    settings: Settings
    bot: Bot
    app: AsyncApp
    slack: AsyncWebClient
    replays: RedisReplays
    alive: Callable[[], Awaitable[bool]]
    address: Address


async def run(settings: Settings, stop: asyncio.Event, *, ingress: bool, work: bool) -> None:
    """Serve until `stop`: then nothing more comes in, and running answers get their time."""
    if why := wrong(settings.redis_url):
        raise ConfigurationError({"REDIS_URL": why})
    with suppress(_Stopped):
        async with _house(settings, stop) as house:
            sides = [_listen(house, stop)] if ingress else []
            if work:
                sides.append(Worker(house.bot, settings.worker_concurrency).run(stop))
            await _together(sides, stop)


class _Stopped(Exception):
    """Told to stop before there was anything to stop."""


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


@asynccontextmanager
async def _house(settings: Settings, stop: asyncio.Event) -> AsyncIterator[House]:
    # slack_sdk ignores its own timeout where it is given a session: the session has to know it.
    timeout = aiohttp.ClientTimeout(total=30, sock_connect=5)
    async with (
        connect(settings.redis_url) as redis,
        aiohttp.ClientSession(timeout=timeout) as session,
        open_client() as client,
    ):
        if settings.embedded:
            log.warning("REDIS_URL is not set: conversations end with this process")
        slack = _slack(settings, session, with_token=True)
        home = await _home(SlackClient(slack), stop)
        retention = settings.conversation_ttl_days * DAY
        allowance = RedisAllowance(redis, interim_per_minute=settings.slack_edits_per_minute)
        store = RedisStore(redis, retention=retention)
        speaker = Speaker(
            MessagesModel(client, _endpoint(settings)),
            store,
            SlackReading(SlackClient(slack), home),
            RedisConditions(redis, settings.setup.provider),
            replace(settings.setup, tools=tools.definitions()),
        )
        bot = Bot(
            mailbox=RedisMailbox(redis, retention=retention),
            store=store,
            speaker=speaker,
            surface=SlackSurface(SlackClient(slack), allowance, home, _files(slack, session)),
            default=settings.preferences,
            prices=listed(),
        )
        app = _app(settings, session, home)
        handlers.register(app, bot)
        ping, address = partial(alive, redis), Address(home.team)
        yield House(settings, bot, app, slack, RedisReplays(redis), ping, address)


def _slack(
    settings: Settings, session: aiohttp.ClientSession, *, with_token: bool
) -> AsyncWebClient:
    # Its default retry handler posts twice when a connection drops (facts/reliability.md §0.4).
    token = settings.slack_bot_token if with_token else None
    return AsyncWebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=[],
    )


def _files(slack: AsyncWebClient, session: aiohttp.ClientSession) -> SlackFiles:
    where = origin(slack.base_url)
    return SlackFiles(SlackClient(slack), session, slack.token or "", origin=where)


def _endpoint(settings: Settings) -> Endpoint:
    return Endpoint(
        base_url=settings.messages_base_url,
        key=settings.messages_api_key or SecretStr(""),
        auth=settings.messages_auth,
        version=settings.messages_version,
        betas=settings.messages_betas,
    )


async def _home(slack: SlackClient, stop: asyncio.Event) -> Home:
    """Who we are; `_Stopped` if Slack has not said so by then."""
    asking = asyncio.ensure_future(_known(slack))
    await lifetime.unless(stop, asking)
    if asking.cancelled():
        raise _Stopped
    return asking.result()


async def _known(slack: SlackClient) -> Home:
    """Slack is asked until it says who we are, for nothing can be shown before."""
    rest = 1.0
    while True:
        try:
            told = await slack.call("auth.test")
        except (Ambiguous, Throttled) as error:
            log.warning("Slack does not answer yet: %s", error)
            await asyncio.sleep(rest)
            rest = min(rest * 2, 30.0)
        except SlackError as error:
            raise ConfigurationError({"SLACK_BOT_TOKEN": f"Slack says {error.code}"}) from error
        else:
            return Home(told["team_id"], told["user_id"], told.get("bot_id", ""), told["url"])


def _app(settings: Settings, session: aiohttp.ClientSession, home: Home) -> AsyncApp:
    async def authorize(team_id: str | None) -> Any:
        # Another workspace's event is nobody's: Bolt answers 200 and no listener runs.
        token = settings.slack_bot_token
        if team_id != home.team or token is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=home.team,
            bot_token=token.get_secret_value(),
            bot_id=home.bot,
            bot_user_id=home.user,
        )

    return AsyncApp(
        authorize=authorize,
        client=_slack(settings, session, with_token=False),
        # Bolt gives its loggers the level of the root, and at INFO they write what people said.
        logger=logging.getLogger("slack_bolt"),
        # A listener ends before Slack is answered, so that its failure is Slack's to hear of.
        process_before_response=True,
        # What nobody hears is acknowledged by `handlers.apology`, not answered with 404.
        raise_error_for_unhandled_request=True,
        # The door has verified every request, over the raw bytes, before Bolt sees it.
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )


async def _listen(house: House, stop: asyncio.Event) -> None:
    """Let events in: over HTTP if there is a signing secret, over a socket if an app token."""
    socket = _socket(house)

    async def ready() -> str | None:
        if stop.is_set():
            return "draining"
        if not await house.alive():
            return "Redis does not answer"
        return None if socket is None or await socket.connected() else "no socket to Slack"

    web = application(house.app, _door(house), house.replays, ready)
    async with listening(web, house.settings.host, house.settings.port) as port:
        log.info("listening on http://%s:%s", house.settings.host, port)
        if socket is None:
            await stop.wait()
        else:
            try:
                await _until(stop, socket.connect())
            finally:
                await socket.close()


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
    return SocketIngress(house.app, token.get_secret_value(), house.slack, house.address)
