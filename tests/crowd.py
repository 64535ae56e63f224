"""Many answers in one workspace at once: each is said on a timetable, and shown by real replies."""

import asyncio
import random
import re
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot import manifest
from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.connection import connect
from bot.adapters.redis.flow import RedisFlow
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.files import SlackFiles, origin
from bot.adapters.slack.history import Home
from bot.adapters.slack.surface import Shares, SlackSurface
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.slack.limits import PER_CHANNEL, RATES
from bot.playground.slack.server import LocalSlack
from bot.reply.furniture import Furniture
from bot.reply.rates import EDITS, rates
from tests.rig import BOT, TEAM

CHANNELS = ("general", "research", "founders", "D0ANN0001", "D0BEN0001")
MINUTE = 60.0
_NUMBER = re.compile(r"\d+")


@dataclass
class Said:
    """One answer: `words` numbered words, said evenly from `begins` to `ends`, monotonic."""

    thread: Thread
    words: int
    begins: float
    ends: float
    visible: int = 0
    seen: float | None = None
    finished: float | None = None
    doing: str = "thinking"
    subject: str = ""
    steps: tuple = ()

    @property
    def text(self):
        return self.until(time.monotonic())

    def until(self, now):
        """What has been said by then."""
        part = (now - self.begins) / max(1e-9, self.ends - self.begins)
        count = self.words if now >= self.ends else int(self.words * max(0.0, part))
        return " ".join(f"word{n}" for n in range(1, count + 1))

    def spoken(self, number):
        """When that word had been said."""
        return self.begins + (self.ends - self.begins) * number / self.words

    def show(self, text):
        """What is visible of it now."""
        numbers = _NUMBER.findall(text)
        self.visible = int(numbers[-1]) if numbers else 0
        if self.visible == self.words and self.seen is None:
            self.seen = time.monotonic()


@dataclass
class Crowd:
    """A workspace where everybody has asked, and a Slack with its limits; a minute may be short."""

    slack: LocalSlack
    minute: float
    answers: list = field(default_factory=list)

    async def ask(self, lives, seed=1):
        """One question for each of `lives` (begins, ends: parts of a minute from now)."""
        dice = random.Random(seed)
        now = time.monotonic()
        for number, (begins, ends) in enumerate(lives):
            name = CHANNELS[number % len(CHANNELS)]
            channel = self.slack.workspace.channel(name)
            ts = await self.slack.type("ann" if "ann" in name.lower() else "ben", name, "Why?")
            times = (now + begins * self.minute, now + ends * self.minute)
            self.answers.append(Said(Thread(TEAM, channel.id, ts), dice.randint(300, 1100), *times))
        self.slack.workspace.watchers.append(self._changed)

    def _changed(self, change):
        message = change.message
        root = message.parent.ts if message.parent else ""
        for answer in self.answers:
            if message.user == BOT and answer.thread.ts == root:
                answer.show(message.said.text)

    @property
    def refused(self):
        """The calls that Slack refused, by method."""
        return self.slack.limits.refused

    def allowance(self, redis):
        """What keeps ours within those limits."""
        part = self.minute / MINUTE

        def scaled(*call):
            return {place: _scaled(rate, part) for place, rate in rates(*call).items()}

        return RedisAllowance(redis, edits=_scaled(EDITS, part), rates=scaled)


def _scaled(rate, part):
    return replace(rate, seconds=rate.seconds * part)


@asynccontextmanager
async def crowd(minute=MINUTE):
    """An empty workspace."""
    part = minute / MINUTE
    limits = {
        "rates": {method: _scaled(rate, part) for method, rate in RATES.items()},
        "per_channel": {method: _scaled(rate, part) for method, rate in PER_CHANNEL.items()},
    }
    async with LocalSlack(scopes=manifest.SCOPES, events=(), **limits) as slack:
        yield Crowd(slack, minute)


@asynccontextmanager
async def client(slack):
    """A client as the front door makes it."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        web = AsyncWebClient(slack.bot_token, slack.api_url, session=session, retry_handlers=[])
        yield SlackClient(web), session


async def ours(crowd, url, answers):
    """Answer these as a process of ours does: its own Redis connection, mailbox and allowance."""
    async with connect(url) as redis, client(crowd.slack) as (slack, session):
        files = SlackFiles(slack, session, "", origin=origin(crowd.slack.api_url))
        home = Home(TEAM, BOT, "B0BOT0001", crowd.slack.office.site)
        shares = Shares(crowd.allowance(redis), RedisFlow(redis), "edit")
        surface = SlackSurface(slack, shares, home, files)
        mailbox = RedisMailbox(redis, lease=3600)
        for answer in answers:
            await mailbox.put(Question(answer.thread, answer.thread.ts, "U0ANN0001", "Why?"))
        mine = {str(answer.thread): answer for answer in crowd.answers}
        leases = [await mailbox.take(5) for _ in answers]
        async with asyncio.TaskGroup() as group:
            for lease in leases:
                answer = mine[str(lease.question.thread)]
                group.create_task(_answer(surface, lease, answer, crowd.minute / MINUTE))


async def _answer(surface, lease, answer, part):
    async with surface.reply(lease) as reply:
        while time.monotonic() < answer.ends:
            answer.doing = "" if answer.text else "thinking"
            reply.show(answer)
            rest = min(0.1 * part, answer.ends - time.monotonic())
            await asyncio.sleep(max(0.0, rest))
        await reply.finish(answer.text, Furniture(footer="claude"))
        answer.finished = time.monotonic()
