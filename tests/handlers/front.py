"""The real Bolt app with every feature, told what a local Slack would send, as Slack shapes it."""

import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace

import aiohttp
from slack_bolt.async_app import AsyncApp

import handlers
from bot import manifest
from bot.adapters.slack.delivery import deliver
from bot.adapters.slack.history import Home
from bot.conversation.commands import Commands
from bot.playground.slack.events import envelope
from bot.playground.slack.refusal import Refusal
from bot.running.app import bolt
from bot.settings import Settings
from bot.tongue import speaking
from tests.rig import ANN, BOT, CHANNEL, TEAM, USUAL, Rig, rig

DIRECT = "D0ANN0001"


@dataclass
class Front:
    """The app, and the rig that its bot is in."""

    rig: Rig
    app: AsyncApp

    async def tell(self, payload):
        """Bring a payload to the app; what it answers."""
        with speaking(""):  # each comes in a context of its own
            return await deliver(self.app, payload)

    async def say(self, text, thread_ts=None, user="ann", channel="general"):
        """Somebody types, and the app is told all that Slack tells of it; the ts."""
        before = len(self.rig.slack.deliveries)
        ts = await self.rig.slack.type(user, channel, text, thread_ts)
        for delivery in self.rig.slack.deliveries[before:]:
            assert (await self.tell(delivery.payload)).status == 200
        return ts

    async def event(self, **event):
        """Any event at all; what the app answers."""
        said = {"type": "message", "channel": CHANNEL, "channel_type": "channel", "user": ANN}
        return await self.tell(envelope(said | {"ts": "1800000000.000001"} | event, time.time()))

    async def command(self, text, user="ann", channel="general"):
        """A slash command; what the person reads."""
        before = len(self.rig.slack.deliveries)
        await self.rig.slack.type(user, channel, text)
        (delivery,) = self.rig.slack.deliveries[before:]
        answer = await self.tell(delivery.payload)
        assert answer.status == 200
        return answer.body

    async def click(self, message, action="again", user="ann", channel="general", value=None):
        """The payload of a click on a button of `message`, or of a choice in a menu there."""
        press = self.rig.slack.press(user, channel, message["ts"], action, value)
        return await self._payload(press)

    async def click_in(self, action, user="ann"):
        """The payload of a click on a button of the modal that somebody sees."""
        view = self.rig.slack.screen(user)
        return await self._payload(self.rig.slack.press_in(user, view["id"], action))

    async def submit(self, values, user="ann"):
        """The payload of sending the form that somebody sees, with these in its fields."""
        view = self.rig.slack.screen(user)
        return await self._payload(self.rig.slack.submit(user, view["id"], values))

    async def shortcut(self, message, name, user="ann", channel="general"):
        """The payload of a shortcut of `message`."""
        return await self._payload(self.rig.slack.shortcut(user, name, channel, message["ts"]))

    async def _payload(self, act):
        before = len(self.rig.slack.deliveries)
        with suppress(Refusal):  # nobody listens but we
            await act
        (delivery,) = self.rig.slack.deliveries[before:]
        return delivery.payload

    async def reads(self, words, user="ann"):
        """The modal that somebody sees, once these words stand in it."""

        def seen():
            view = self.rig.slack.screen(user)
            return view if view and words in str(view["blocks"]) else None

        return await self.rig.slack.until(seen)

    async def whispered(self, words, user="ann"):
        """What somebody is told alone, once it has these words."""

        def told():
            return next((each for each in self.whispers(user) if words in each), None)

        return await self.rig.slack.until(told)

    async def waiting(self):
        """The questions that wait, in the order they are taken; they are dealt with by that."""
        questions = []
        while lease := await self.rig.bot.mailbox.take(0):
            questions += lease.asking.parts if not lease.question.again else [lease.question]
            await self.rig.bot.mailbox.commit(lease)
        return questions

    def whispers(self, user="ann"):
        """What one person was told alone."""
        return [m["text"] for m in self.rig.slack.seen_by(user) if m["ephemeral_to"]]

    def redis_is(self, up):
        """The embedded Redis answers, or it does not."""
        self.rig.redis.connection_pool.connection_kwargs["server"].connected = up


@asynccontextmanager
async def front(asked=USUAL, prefix="", **options):
    """A rig whose Slack sends events nowhere: the tests carry them to the app."""
    async with (
        rig(asked=asked, **{"rates": {}, "per_channel": {}, "retries": ()} | options) as here,
        aiohttp.ClientSession() as session,
    ):
        here.slack.events = tuple(manifest.EVENTS)
        here.bot = replace(here.bot, commands=Commands(prefix))
        commands = manifest.manifest(commands=here.bot.commands)["features"]["slash_commands"]
        here.slack.commands = [
            {name: each[name] for name in ("command", "description", "should_escape")}
            for each in commands
        ]
        here.slack.shortcuts = manifest.manifest()["features"]["shortcuts"]
        environ = {
            "SLACK_BOT_TOKEN": here.slack.bot_token,
            "SLACK_SIGNING_SECRET": here.slack.signing_secret,
            "SLACK_API_URL": here.slack.api_url,
            "MESSAGES_API_KEY": "local",
        }
        home = Home(TEAM, BOT, "B0BOT0001", here.slack.office.site)
        app = bolt(Settings.read(environ, "serve"), session, home)
        handlers.register(app, here.bot)
        yield Front(here, app)
