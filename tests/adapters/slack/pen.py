"""One leased question, and everything that writes its reply, at a pace fit for tests."""

from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.adapters.redis import keys
from bot.adapters.slack.canvas import Canvas
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.post import Poster
from bot.adapters.slack.reply import SlackReply
from bot.answer.speech import Speech
from bot.conversation.question import Question
from bot.ports import Lease
from bot.reply.pace import Pace
from tests.rig import BOT, TEAM, Rig, rig
from tests.whole.world import body

LOOKS = (0.01, 0.02)


@dataclass
class Pen:
    """What writes; `lease` is held by one worker until `next_worker` takes it over."""

    rig: Rig
    question: Question
    lease: Lease

    def poster(self):
        history = History(self.rig.client, People(self.rig.client), Home(TEAM, BOT, "B", "u/"))
        return Poster(self.rig.client, history, self.rig.allowance, self.lease, LOOKS)

    def canvas(self):
        meter = self.rig.bot.records.meter
        return Canvas(self.poster(), self.rig.allowance, self.lease, meter)

    def reply(self, interval=0.01):
        return SlackReply(self.canvas(), Pace(interval))

    async def next_worker(self):
        """The question is handed back, and taken once more with what the journal says."""
        await self.rig.bot.mailbox.release(self.lease)
        self.lease = await self.rig.bot.mailbox.take(1)

    def shown(self):
        """What stands in the thread, without furniture, message by message."""
        return [body(said) for said in self.rig.replies(self.question)]

    def calls(self, method):
        """The calls of one method that Slack did, oldest first."""
        return [c.arguments for c in self.rig.slack.calls if c.method == method and c.ok]

    def edits(self, index=0):
        """The texts that one message of the reply was edited to, in order."""
        stamp = self.rig.replies(self.question)[index]["ts"]
        return [_text(edit) for edit in self.calls("chat.update") if edit["ts"] == stamp]

    async def running(self):
        """How many replies the allowance keeps room for."""
        return await self.rig.redis.zcard(keys.allowance(TEAM)[1])

    def redis_is(self, up):
        """The embedded Redis answers, or it does not."""
        self.rig.redis.connection_pool.connection_kwargs["server"].connected = up


def _text(edit):
    blocks = edit.get("blocks", [])
    marked = [block["text"] for block in blocks if block["type"] == "markdown"]
    return edit.get("markdown_text", "\n".join(marked))


@asynccontextmanager
async def pen(**options):
    """A pen for Ann's question in #general; no limits but those asked for."""
    async with rig(**({"rates": {}, "per_channel": {}} | options)) as here:
        question = await here.ask("@Threadloom why?")
        yield Pen(here, question, await here.bot.mailbox.take(1))


class Voice:
    """An answer that is being said."""

    def __init__(self):
        self.speech = Speech()
        self.answer = self.speech.begin()
        block = {"type": "text", "text": ""}
        self.answer.add({"type": "content_block_start", "index": 0, "content_block": block})

    def say(self, text):
        delta = {"type": "text_delta", "text": text}
        self.answer.add({"type": "content_block_delta", "index": 0, "delta": delta})
        return self.speech


@asynccontextmanager
async def opened(here, **options):
    """A reply, open for as long as the context is."""
    reply = here.reply(**options)
    await reply.open()
    try:
        yield reply
    finally:
        await reply.close()


async def _now():
    return True


async def drawn(canvas, *pages):
    """Draw pages at once, whoever else may want to edit."""
    await canvas.draw(pages, sum(map(len, pages)), _now)
