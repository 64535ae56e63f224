"""One question at a time in a thread, many threads at once, and a peaceful end."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.adapters.redis.mailbox import RedisMailbox
from bot.playground.messages.script import Say
from bot.worker import Worker
from tests.rig import rig
from tests.whole.world import body


@asynccontextmanager
async def working(bot, grace=20.0, concurrency=10, **options):
    """A worker, told to stop when the context is left."""
    stop = asyncio.Event()
    task = asyncio.create_task(Worker(bot, concurrency, **options).run(stop, grace))
    try:
        yield stop
    finally:
        stop.set()
        await task


async def test_questions_of_a_thread_are_answered_one_after_the_other():
    async with rig() as here, working(here.bot):
        here.messages.hold()
        first = await here.ask("one")
        await here.messages.held()
        await here.ask("two", thread_ts=first.thread.ts)
        assert len(here.messages.requests) == 1
        here.messages.go()
        await here.slack.until(lambda: len(here.replies(first)) == 2)
        await here.messages.until(lambda requests: len(requests) == 2)


async def test_threads_do_not_wait_for_each_other():
    async with rig() as here, working(here.bot):
        here.messages.hold()
        for number in range(5):
            await here.ask(f"question {number}")
        await here.messages.until(lambda requests: len(requests) == 5)
        here.messages.go()


async def test_what_does_not_end_in_time_is_handed_back_and_not_counted():
    async with rig() as here:
        here.messages.hold(after=3)
        async with working(here.bot, grace=0.05):
            question = await here.ask("wait for it")
            await here.messages.held()
        here.messages.go()

        lease = await here.bot.mailbox.take(0)
        assert lease.question == question
        assert lease.attempt == 1
        here.messages.script(Say("Here it is."))
        await here.bot.answer(lease)
        assert [body(reply) for reply in here.replies(question)] == ["Here it is."]


async def test_who_lost_a_lease_shows_nothing_more():
    async with rig(lease=0.5) as here:
        here.messages.script(Say("From a zombie."), Say("From the living."))
        here.messages.hold(after=1)
        async with working(here.bot, concurrency=1, beat=60.0):  # it never renews
            question = await here.ask("who are you?")
            await here.messages.held()
            lease = None
            while lease is None:
                lease = await here.bot.mailbox.take(1)
            shown = len(here.slack.calls)
            here.messages.go()
        # The zombie has ended, and with it whatever it might have done.
        assert len(here.slack.calls) == shown
        await here.bot.mailbox.renew(lease)
        await here.bot.answer(lease)
        assert [body(reply) for reply in here.replies(question)] == ["From the living."]


@pytest.mark.parametrize("attempts", [6])
async def test_a_question_that_never_goes_well_ends_with_an_apology(attempts):
    async with rig() as here:
        question = await here.ask("poison")
        hasty = RedisMailbox(here.redis, lease=0.1)
        for _ in range(attempts - 1):
            while await hasty.take(0.5) is None:
                pass
        lease = None
        while lease is None:
            lease = await here.bot.mailbox.take(0.5)
        assert lease.attempt == attempts
        await here.bot.mailbox.renew(lease)
        await here.bot.answer(lease)
        assert "did not get through" in str(here.replies(question)[0]["blocks"])
        assert await here.bot.mailbox.take(0) is None
