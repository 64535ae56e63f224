"""Ann's question in a direct message, and the native stream that answers it."""

from contextlib import asynccontextmanager

from bot.adapters.redis.flow import RedisFlow
from bot.adapters.slack.stream import Stream
from bot.adapters.slack.streamed import StreamedReply
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.reply.pace import Pace
from tests.adapters.slack.pen import Pen
from tests.rig import ANN, BOT, TEAM, rig
from tests.whole.world import body

IM = "D0ANN0001"


class Brook(Pen):
    """A pen whose reply is streamed."""

    def flow(self):
        return RedisFlow(self.rig.redis)

    def stream(self):
        return Stream(self.poster(), self.flow(), self.lease)

    def streamed(self, interval=0.01, lifetime=240.0):
        canvas = self.canvas()
        stream = Stream(canvas._poster, self.flow(), self.lease)
        return StreamedReply(stream, canvas, Pace(interval), lifetime)

    def replies(self):
        """What the bot said in the thread, as Slack keeps it."""
        said = self.rig.slack.messages(IM, self.question.thread.ts)
        return [message for message in said if message["user"] == BOT]

    def shown(self):
        return [body(said) for said in self.replies()]

    def states(self):
        """How the streams of the messages stand."""
        return [said.get("streaming_state") for said in self.replies()]

    def cards(self, index=0):
        """The titles of the steps that one message shows, with how they stand."""
        blocks = self.replies()[index]["blocks"]
        return [(b["title"], b["status"]) for b in blocks if b["type"] == "task_card"]

    def methods(self):
        """The methods that were called, but for the reading ones, once for each run."""
        found = []
        for call in self.rig.slack.calls:
            if call.ok and call.method.startswith("chat.") and found[-1:] != [call.method]:
                found.append(call.method)
        return found


@asynccontextmanager
async def brook(**options):
    """A brook for Ann's question; no limits but those asked for."""
    async with rig(**({"rates": {}, "per_channel": {}} | options)) as here:
        ts = await here.slack.type("ann", IM, "why?")
        question = Question(Thread(TEAM, IM, ts), ts, ANN, "why?", direct=True)
        await here.bot.ask(question)
        yield Brook(here, question, await here.bot.mailbox.take(1))


@asynccontextmanager
async def flowing(here, **options):
    """A streamed reply, open for as long as the context is."""
    reply = here.streamed(**options)
    await reply.open()
    try:
        yield reply
    finally:
        await reply.close()
