"""Row 25: a question that kills its workers ends, and those behind it are answered."""

import time
from dataclasses import replace

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from bot.ports.mailbox import TRIES
from bot.reply.row import AGAIN
from tests.faults.test_crashes import killed_at, run_web, warm
from tests.rig import TEAM, rig
from tests.whole.world import body, buttons, world


async def test_row_25_a_question_that_kills_its_workers_ends_with_a_notice(redis):
    async with world() as place:
        await run_web(place, redis)
        await warm(place, redis)
        root = await killed_at(place, redis, "posted, and known to be")
        behind = await place.slack.type("ann", "general", "and this?", thread_ts=root)
        async with connect(redis.url) as there:
            where = keys.question(f"{TEAM}:C0GENERAL:{root}")
            assert await there.hget(where, "attempts") == b"1"
            await there.hset(where, "attempts", TRIES)  # as if it had killed as many
        asked = len(place.asked())
        place.messages.script(Say("This is well."))
        worker = await place.run("worker", REDIS_URL=redis.url)
        await worker.says("replied", 40)
        notice = place.replies(root)[0]
        assert "did not get through" in str(notice["blocks"])
        assert buttons(notice)[AGAIN]["text"]["text"] == "Retry"
        answer = await place.said(root, "This is well.", timeout=40)
        assert body(answer) == "This is well."
        assert [message["ts"] > behind for message in place.replies(root)] == [False, True]
        assert len(place.asked()) == asked + 1


@pytest.mark.parametrize(("hours", "answered"), [(23.5, True), (24.5, False)])
async def test_row_25_what_waited_for_more_than_a_day_is_asked_about(hours, answered):
    """As after a weekend without workers: whoever asked decides, and nobody pays meanwhile."""
    async with rig(clock=lambda: time.time() - 3600 * hours) as here:
        here.bot = replace(here.bot, clock=time.time)
        here.messages.script(*[Say("Better late.")] * 2)
        question = await here.ask("is anybody there?")
        await here.answer()
        reply, *_ = here.replies(question)  # and who waited long is called to it
        assert ("Better late." in body(reply)) is answered
        assert ("more than a day" in str(reply["blocks"])) is not answered
        assert (AGAIN in buttons(reply)) is not answered
        assert len(here.messages.requests) == answered
        await here.bot.mailbox.put(replace(question, again=f"{time.time():.6f}", how="same"))
        await here.answer()
        reply, *_ = here.replies(question)  # and who waited long is called to it
        assert "Better late." in body(reply)


async def test_row_25_what_is_asked_today_is_answered_with_what_has_waited_for_days():
    now = [time.time() - 100_000]
    async with rig(clock=lambda: now[0]) as here:
        here.bot = replace(here.bot, clock=time.time)
        here.messages.script(Say("Both, then."))
        question = await here.ask("is anybody there?")
        now[0] = time.time()
        await here.ask("hello?", thread_ts=question.thread.ts)
        await here.answer()
        reply, *_ = here.replies(question)  # and who waited long is called to it
        assert "Both, then." in body(reply)


async def test_row_25_a_thread_that_was_to_be_forgotten_days_ago_is_forgotten():
    async with rig(clock=lambda: time.time() - 100_000) as here:
        here.bot = replace(here.bot, clock=time.time)
        question = await here.ask("!forget")
        await here.answer()
        reply, *_ = here.replies(question)  # and who waited long is called to it
        assert "more than a day" not in str(reply["blocks"])
