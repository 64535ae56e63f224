"""Everything plugged together, once: adapters, the bot, and the app that handlers listen to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial

import aiohttp
import httpx
from pydantic import SecretStr
from redis.asyncio import Redis
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

import handlers
from bot import tools
from bot.adapters.messages import Endpoint, MessagesModel, open_client
from bot.adapters.metrics import PrometheusMeter
from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.census import RedisCensus
from bot.adapters.redis.closures import RedisClosures
from bot.adapters.redis.conditions import RedisConditions
from bot.adapters.redis.connection import alive, connect
from bot.adapters.redis.examine import warnings
from bot.adapters.redis.flow import RedisFlow
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.memory import RedisMemory
from bot.adapters.redis.replays import RedisReplays
from bot.adapters.redis.roll import RedisRoll
from bot.adapters.redis.store import RedisStore
from bot.adapters.slack.activity import Activity
from bot.adapters.slack.archive import SlackArchive
from bot.adapters.slack.board import SlackBoard
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.clock import SlackClock
from bot.adapters.slack.door import Address
from bot.adapters.slack.examine import refusal
from bot.adapters.slack.files import SlackFiles, origin
from bot.adapters.slack.gifts import giving
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.reading import SlackReading
from bot.adapters.slack.screens import SlackScreens
from bot.adapters.slack.standing import SlackStanding
from bot.adapters.slack.surface import Shares, SlackSurface
from bot.bot import Bot
from bot.conversation.prices import listed
from bot.errors import StoreError
from bot.model.speaker import Speaker
from bot.ports import Closures
from bot.reconciler import Reconciler
from bot.rights import Rights
from bot.running.app import bolt, client
from bot.running.health import Vitals
from bot.running.home import home
from bot.running.pulse import Pulse
from bot.settings import Settings
from bot.watching.record import Records

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
    roll: RedisRoll
    reconciler: Reconciler
    vitals: Vitals
    pulse: Pulse
    address: Address
    meter: PrometheusMeter


@dataclass(frozen=True, slots=True)
class _Wires:
    """What leads out of the house, and who we are at its end."""

    settings: Settings
    redis: Redis
    http: httpx.AsyncClient
    session: aiohttp.ClientSession
    slack: AsyncWebClient
    home: Home
    meter: PrometheusMeter


@asynccontextmanager
async def plugged(settings: Settings, stop: asyncio.Event) -> AsyncIterator[House]:
    """The house, open until the context is left; `Stopped` if `stop` comes before Slack answers."""
    # slack_sdk ignores its own timeout where it is given a session: the session has to know it.
    timeout = aiohttp.ClientTimeout(total=30, sock_connect=5)
    clock = SlackClock(settings.slack_api_url)
    async with (
        connect(settings.redis_url) as redis,
        aiohttp.ClientSession(timeout=timeout, trace_configs=[clock.trace]) as session,
        open_client() as http,
    ):
        if settings.embedded:
            log.warning("REDIS_URL is not set: conversations end with this process")
        slack = client(settings, session, with_token=True)
        us = await home(SlackClient(slack), stop)
        meter = PrometheusMeter(RedisCensus(redis))
        wires = _Wires(settings, redis, http, session, slack, us, meter)
        mailbox = _mailbox(wires)
        bot = _bot(wires, mailbox)
        app = bolt(settings, session, us)
        handlers.register(app, bot)
        address = Address(us.team)
        replays, roll = RedisReplays(redis), RedisRoll(redis)
        mending = _reconciler(wires, mailbox)
        vitals = _vitals(wires, bot.closures, clock)
        try:
            yield House(
                settings, bot, app, slack, replays, roll, mending, vitals, Pulse(), address, meter
            )
        finally:
            await bot.errands.close()


def _vitals(wires: _Wires, closures: Closures, clock: SlackClock) -> Vitals:
    async def remarks() -> list[str]:
        found = await warnings(wires.redis, wires.settings.redis_wait_replicas)
        return [*found, *await _refused(closures)]

    return Vitals(partial(alive, wires.redis), remarks, lambda: clock.offset)


async def _refused(closures: Closures) -> list[str]:
    """Whether Slack takes our token, as far as Redis knows; nothing while it is away."""
    with suppress(StoreError):
        if code := await closures.barred():
            return [f"Slack bot token: {refusal(code)}"]
    return []


def _mailbox(wires: _Wires) -> RedisMailbox:
    return RedisMailbox(
        wires.redis,
        retention=wires.settings.conversation_ttl_days * DAY,
        replicas=wires.settings.redis_wait_replicas,
    )


def _reconciler(wires: _Wires, mailbox: RedisMailbox) -> Reconciler:
    slack = SlackClient(wires.slack)
    history = History(slack, People(slack), wires.home)
    memory = RedisMemory(wires.redis, retention=wires.settings.conversation_ttl_days * DAY)
    activity = partial(Activity, slack, history)
    return Reconciler(memory, mailbox, mailbox.lately, activity, wires.home)


def _bot(wires: _Wires, mailbox: RedisMailbox) -> Bot:
    settings, slack = wires.settings, SlackClient(wires.slack, wires.meter)
    retention = settings.conversation_ttl_days * DAY
    shares = Shares(
        RedisAllowance(wires.redis, interim_per_minute=settings.slack_edits_per_minute),
        RedisFlow(wires.redis),
        settings.reply_transport,
        wires.meter,
    )
    store = RedisStore(wires.redis, retention=retention)
    return Bot(
        mailbox=mailbox,
        bell=RedisBell(wires.redis),
        closures=RedisClosures(wires.redis, wires.slack.token or ""),
        store=store,
        speaker=_speaker(wires, store),
        surface=SlackSurface(slack, shares, wires.home, _files(wires.slack, wires.session)),
        archive=SlackArchive(slack, shares.allowance, wires.home),
        board=SlackBoard(slack, shares.allowance, wires.home),
        screens=SlackScreens(slack),
        rights=Rights(SlackStanding(slack, wires.home.team), settings.channel_settings),
        giving=giving(slack, wires.session, wires.home),
        default=settings.preferences,
        means=settings.means,
        prices=listed(),
        records=Records(wires.meter, wires.home.user),
        commands=settings.commands,
    )


def _speaker(wires: _Wires, store: RedisStore) -> Speaker:
    setup = wires.settings.setup
    return Speaker(
        MessagesModel(wires.http, _endpoint(wires.settings)),
        store,
        SlackReading(SlackClient(wires.slack), wires.home),
        RedisConditions(wires.redis, setup.provider),
        replace(setup, tools=tools.definitions()),
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
