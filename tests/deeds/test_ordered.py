"""What is ordered ends, done or not, and whoever ordered it reads why."""

from dataclasses import replace

import pytest

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from bot.ports.mailbox import tired
from tests.rig import ANN, CHANNEL, TEAM, rig

ORDERS = {
    "a summary": {"text": "!summarize 24h"},
    "a question asked aside": {"text": "so?", "how": "aside"},
    "a research": {"text": "!research looms", "how": "open"},
    "what is shared": {"how": "share", "again": "1.5"},
    "a file": {"how": "file", "again": "1.5"},
    "a canvas": {"how": "canvas", "again": "1.5"},
    "another try": {"text": "!retry"},
    "a copy": {"text": "!export"},
}


async def order(here, text="", **more):
    """It is ordered at the root of a thread in #general, and waits."""
    ts = await here.slack.type("ann", "general", "so?")
    ordered = Question(Thread(TEAM, CHANNEL, ts), ts, ANN, text, **more)
    await here.bot.put(ordered)
    return ordered


async def often(here):
    """It was taken up as often as anything is, and once more."""
    while not tired(lease := await here.bot.mailbox.take(1)):
        await here.bot.mailbox.release(lease, counted=True)
    await here.bot.answer(lease)


def whispers(here):
    return [m["text"] for m in here.slack.seen_by("ann") if m["ephemeral_to"]]


@pytest.mark.parametrize("ordered", ORDERS.values(), ids=ORDERS)
async def test_what_was_tried_too_often_ends_with_a_word_and_those_behind_it_go_on(ordered):
    async with rig() as here:
        first = await order(here, **ordered)
        await here.bot.put(replace(first, ts=f"{first.ts}1", text="and this?", how="", again=""))
        here.messages.script(Say("This is well."))
        await often(here)
        assert whispers(here) == ["I tried this several times and did not get through."]
        assert here.messages.requests == []
        await here.answer()
        assert len(here.messages.requests) == 1
        assert await here.bot.mailbox.take(0) is None


async def test_an_order_in_words_that_make_no_sense_any_more_tells_what_would():
    async with rig() as here:
        await order(here, "!summarize since nonsense")
        await here.answer()
        (told,) = whispers(here)
        assert told.startswith("I can summarise:")
        assert await here.bot.mailbox.take(0) is None


async def test_an_order_in_senseless_words_that_was_tried_too_often_ends_too():
    async with rig() as here:
        await order(here, "!summarize since nonsense")
        await often(here)
        assert "tried this several times" in whispers(here)[0]
        assert await here.bot.mailbox.take(0) is None
