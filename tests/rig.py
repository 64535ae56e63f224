"""A bot in this process, on real adapters: embedded Redis, local Slack, local Messages API."""

from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from pydantic import SecretStr
from redis.asyncio import Redis
from slack_sdk.web.async_client import AsyncWebClient

from bot import manifest, tools
from bot.adapters.messages import Endpoint, MessagesModel, open_client
from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.closures import BARRED, RedisClosures
from bot.adapters.redis.conditions import RedisConditions
from bot.adapters.redis.connection import connect
from bot.adapters.redis.flow import RedisFlow
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.adapters.slack.archive import SlackArchive
from bot.adapters.slack.board import SlackBoard
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.files import SlackFiles, origin
from bot.adapters.slack.gifts import giving
from bot.adapters.slack.history import Home
from bot.adapters.slack.reading import SlackReading
from bot.adapters.slack.screens import SlackScreens
from bot.adapters.slack.standing import SlackStanding
from bot.adapters.slack.surface import Shares, SlackSurface
from bot.answer.patience import Patience
from bot.answer.setup import Setup
from bot.bot import Bot
from bot.conversation.preferences import Preferences
from bot.conversation.prices import listed
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.model.speaker import Speaker
from bot.playground.messages.server import LocalMessages
from bot.playground.slack.server import LocalSlack
from bot.reply.rates import rates
from bot.research.bounds import USUAL as USUAL_MEANS
from bot.rights import Rights
from bot.watching.record import UNRECORDED

ONCE = Patience(tries=1)
TEAM, CHANNEL, ANN, BOT = "T0LOOM01", "C0GENERAL", "U0ANN0001", "U0BOT0001"
ENGLISH = {"ben": "en-US", "chi": "en-US"}
"""In Loom Works they read Polish and Chinese; where that is not the point, all read English."""


DEFAULT = Preferences("claude-sonnet-4-6")
SETUP = Setup(provider="local", tools=tools.definitions())


@dataclass(frozen=True)
class Asked:
    """How the bot asks: what an operator may set. `base` is hung behind the base URL."""

    default: Preferences = DEFAULT
    setup: Setup = SETUP
    key: str = "local"
    base: str = ""
    auth: str = "x-api-key"
    version: str = "2023-06-01"
    betas: tuple[str, ...] = ()
    channels: str = "anyone"

    def endpoint(self, url):
        """The endpoint at `url`, asked so."""
        return Endpoint(url + self.base, SecretStr(self.key), self.auth, self.version, self.betas)


USUAL = Asked()


@dataclass
class Rig:
    """The bot, and the world that it is in."""

    bot: Bot
    slack: LocalSlack
    messages: LocalMessages
    redis: Redis
    client: SlackClient
    allowance: RedisAllowance

    async def ask(self, text, thread_ts=None, **changes):
        """Ann says it in #general, and it waits in the mailbox."""
        ts = await self.slack.type("ann", "general", text, thread_ts)
        question = Question(Thread(TEAM, CHANNEL, thread_ts or ts), ts, ANN, text, **changes)
        await self.bot.ask(question)
        return question

    async def answer(self):
        """Take what waits, and answer it."""
        lease = await self.bot.mailbox.take(1)
        await self.bot.answer(lease)

    def replies(self, question):
        """What the bot said in the thread."""
        said = self.slack.messages("general", question.thread.ts)
        return [message for message in said if message["user"] == BOT]


@asynccontextmanager
async def rig(
    lease=120.0,  # nobody renews it here, however slow the machine
    patience=ONCE,
    asked=USUAL,
    transport="auto",
    records=UNRECORDED,
    *,
    counted=rates,
    means=USUAL_MEANS,
    url=None,
    barred=BARRED,
    **options,
):
    """Everything but the front door: no process, no ingress, and no second try at the model.

    `url` is that of a real Redis in place of the embedded one; `barred`: the seconds for which a
    refused token is not tried.
    """
    async with (
        LocalSlack(
            **{"scopes": manifest.SCOPES, "events": (), "locales": ENGLISH} | options
        ) as slack,
        LocalMessages(speed=0, key=asked.key) as messages,
        connect(url) as redis,
        aiohttp.ClientSession() as session,
        open_client() as http,
    ):
        web = AsyncWebClient(slack.bot_token, slack.api_url, session=session, retry_handlers=[])
        client = SlackClient(web, records.meter)
        # Where Slack has no limits there are none to keep.
        unlimited = options.get("per_channel") == {}
        allowance = RedisAllowance(redis, rates=(lambda *_: {}) if unlimited else counted)
        files = SlackFiles(client, session, slack.bot_token, origin=origin(slack.api_url))
        home = Home(TEAM, BOT, "B0BOT0001", slack.office.site)
        store = RedisStore(redis)
        speaker = Speaker(
            MessagesModel(http, asked.endpoint(messages.url)),
            store,
            SlackReading(client, home),
            RedisConditions(redis, "local"),
            asked.setup,
            patience=patience,
        )
        bot = Bot(
            mailbox=RedisMailbox(redis, lease=lease),
            bell=RedisBell(redis),
            closures=RedisClosures(redis, slack.bot_token, barred=barred),
            store=store,
            speaker=speaker,
            surface=SlackSurface(
                client,
                Shares(allowance, RedisFlow(redis), transport, records.meter),
                home,
                files,
            ),
            archive=SlackArchive(client, allowance, home),
            board=SlackBoard(client, allowance, home, (0.01, 0.02)),
            screens=SlackScreens(client),
            rights=Rights(SlackStanding(client, TEAM), asked.channels),
            giving=giving(client, session, home),
            default=asked.default,
            means=means,
            prices=listed(),
            records=records,
            clock=lambda: 0.0,  # nobody waits long here, unless a test has another clock
        )
        try:
            yield Rig(bot, slack, messages, redis, client, allowance)
        finally:
            await bot.errands.close()
