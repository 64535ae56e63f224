"""Asking the bot one thing, and reading what went over the wire for it."""

from contextlib import asynccontextmanager

from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from tests.rig import CHANNEL, TEAM, Asked, rig

FINE = Say("Fine.")


@asynccontextmanager
async def set_up(**asked):
    """A bot whose operator set something."""
    async with rig(rates={}, per_channel={}, asked=Asked(**asked)) as here:
        yield here


async def reply(here, text, *steps, thread=None, **changes):
    """Ann asks, the API does `steps` (None: what it likes), and this is what the bot wrote last."""
    here.messages.script(*filter(None, steps or [FINE]))
    question = await here.ask(text, thread, **changes)
    await here.answer()
    return here.replies(question)[-1]


def sent(here, at=-1):
    """The body of one request."""
    return here.messages.requests[at].body


def blocks(body):
    """All content blocks of a request, in order."""
    return [block for message in body["messages"] for block in message["content"]]


async def kept(here, message):
    """The turns of the thread that a reply stands in."""
    conversation = await here.bot.store.conversation(Thread(TEAM, CHANNEL, message["thread_ts"]))
    return conversation.turns
