"""Who waited for a reply for more than a minute is called to it, once."""

import asyncio
import time
from dataclasses import replace

import pytest

from bot.conversation.preferences import person
from bot.playground.messages.script import Fail, Say
from tests.rig import ANN, TEAM, rig
from tests.whole.world import body

BEN = "U0BEN0001"


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield later(here, 61)


def later(here, seconds):
    """The same, where answers take that much longer."""
    here.bot = replace(here.bot, clock=lambda: time.time() + seconds)
    return here


def calls(here, question):
    """The messages that call somebody."""
    return [m["text"] for m in here.replies(question) if "My reply is there" in m["text"]]


async def answered(here, text="why?", **changes):
    here.messages.script(Say("Because."))
    question = await here.ask(text, **changes)
    await here.answer()
    return question


async def test_a_long_answer_mentions_its_asker_with_a_link(here):
    question = await answered(here)
    (reply, call) = here.replies(question)
    stamp = reply["ts"].replace(".", "")
    assert call["text"] == (
        f"<@{ANN}> My reply is there: <{here.slack.office.site}archives/C0GENERAL/p{stamp}"
        f"?thread_ts={question.thread.ts}&cid=C0GENERAL>"
    )
    (_, said) = [c.arguments for c in here.slack.calls if c.method == "chat.postMessage"]
    assert (said["unfurl_links"], said["unfurl_media"]) == (False, False)
    assert body(reply) == "Because."


async def test_a_short_one_calls_nobody(here):
    question = await answered(later(here, 50))
    assert len(here.replies(question)) == 1


async def test_a_time_that_is_none_calls_nobody(here):
    question = await answered(later(here, 0))
    later(here, 61)
    await here.bot.again(question.first, "once more")
    await here.answer()
    assert calls(here, question) == []


async def test_what_somebody_stopped_calls_nobody(here):
    here.messages.script(Say("word " * 400))
    question = await here.ask("tell all")
    here.messages.hold(after=20)
    lease = await here.bot.mailbox.take(1)
    answering = asyncio.create_task(here.bot.answer(lease))
    await here.slack.until(lambda: "word" in str(here.replies(question)))
    await here.bot.stop(question.thread, ANN)
    await here.bot.mailbox.renew(lease)
    async with asyncio.timeout(10):
        await answering
    here.messages.go()
    assert calls(here, question) == []


async def test_who_would_rather_not_be_called_is_not(here):
    await here.bot.store.prefer(person(TEAM, ANN), "callback", "off")
    assert calls(here, await answered(here)) == []


async def test_all_who_waited_for_one_reply_are_called_in_one_message(here):
    first = await answered(later(here, 0))
    here.messages.script(Say("All."))
    later(here, 61)
    await here.ask("one?", first.thread.ts)
    ts = await here.slack.type("ben", "general", "two?", first.thread.ts)
    await here.bot.ask(replace(first, ts=ts, user=BEN, text="two?"))
    await here.answer()
    (call,) = calls(here, first)
    assert call.startswith(f"<@{ANN}> <@{BEN}> ")


async def test_a_long_failure_calls_too(here):
    here.messages.script(Fail(401))
    question = await here.ask("why?")
    await here.answer()
    assert len(calls(here, question)) == 1


async def test_in_a_direct_message_nobody_is_mentioned(here):
    (call,) = calls(here, await answered(here, direct=True))
    assert "<@" not in call


async def test_another_answer_to_the_same_question_calls_once_more(here):
    question = await answered(here)
    here.messages.script(Say("Anew."), Say("Anew."))
    for when in (f"{time.time():.6f}", f"{time.time() + 1:.6f}"):
        await here.bot.regenerate(question.first, "same", when)
        await here.answer()
    assert len(calls(here, question)) == 3


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_call_that_slack_left_in_doubt_is_said_once(here, accepted):
    here.slack.fault("chat.postMessage", having="text", status=500, after_accepting=accepted)
    question = await answered(here)
    assert len(calls(here, question)) == 1


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_worker_that_dies_over_it_leaves_one_call(here, arrived):
    question = await here.ask("why?")
    here.messages.script(Say("Because."))
    never = {"having": "text", "delay": float("inf"), "drop": not arrived}
    here.slack.fault("chat.postMessage", **never, after_accepting=arrived)
    lease = await here.bot.mailbox.take(1)
    dying = asyncio.create_task(here.bot.answer(lease))
    async with asyncio.timeout(10):
        while not lease.journal.called or len(calls(here, question)) < arrived:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    dying.cancel()
    await asyncio.wait([dying])
    here.slack.heal()  # the fault may not have been met yet
    await here.bot.mailbox.release(lease)
    await here.answer()
    assert len(calls(here, question)) == 1
    assert len(here.messages.requests) == 1
    assert await here.bot.mailbox.take(0) is None


async def test_a_thread_that_takes_no_message_any_more_is_no_trouble(here):
    here.slack.fault("chat.postMessage", having="text", error="is_archived")
    question = await answered(here)
    assert calls(here, question) == []
    assert await here.bot.mailbox.take(0) is None


async def test_slack_asks_for_patience_and_gets_it(here):
    here.slack.fault("chat.postMessage", having="text", status=429, retry_after=1)
    assert len(calls(here, await answered(here))) == 1
