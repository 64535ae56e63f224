"""A worker goes on whatever the mailbox, Slack's token or its own end come up with."""

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.mailbox import RedisMailbox
from bot.errors import Barred, StoreAway, StoreError
from bot.playground.messages.script import Say
from bot.ports.mailbox import TRIES
from bot.worker import Worker
from tests.rig import rig
from tests.test_worker import working
from tests.whole.world import body


class Tripping(RedisMailbox):
    """The mailbox, but it trips over `stones` first, one at each step."""

    def __init__(self, redis, *, takes=(), renewals=(), releases=(), lease=15.0):
        super().__init__(redis, lease=lease)
        self.takes = list(takes)
        self.renewals = list(renewals)
        self.releases = list(releases)
        self.renewed = asyncio.Event()

    async def take(self, wait):
        if self.takes:
            raise self.takes.pop()
        return await super().take(wait)

    async def renew(self, lease):
        if self.renewals:
            raise self.renewals.pop()
        await super().renew(lease)
        self.renewed.set()

    async def release(self, lease, *, counted=False):
        if self.releases:
            raise self.releases.pop()
        await super().release(lease, counted=counted)


async def test_what_nobody_foresaw_does_not_end_the_taking(caplog):
    async with rig() as here:
        bot = replace(here.bot, mailbox=Tripping(here.redis, takes=[ZeroDivisionError()]))
        question = await here.ask("still there?")
        async with working(bot):
            await here.slack.until(lambda: here.replies(question))
    assert "nothing taken" in caplog.text


async def test_a_renewal_that_fails_is_tried_again():
    async with rig() as here:
        mailbox = Tripping(here.redis, renewals=[StoreError("odd"), StoreError("odd")])
        here.messages.script(Say("To the end."))
        here.messages.hold()
        async with working(replace(here.bot, mailbox=mailbox), beat=0.01):
            question = await here.ask("go on?")
            await asyncio.wait_for(mailbox.renewed.wait(), 5)
            here.messages.go()
            await here.slack.until(
                lambda: [body(m) for m in here.replies(question)] == ["To the end."]
            )


async def test_who_can_not_renew_for_too_long_ends_by_its_own_clock(caplog):
    """Nobody tells it: its model says nothing, and the mailbox is away."""
    async with rig() as here:
        mailbox = Tripping(here.redis, renewals=[StoreAway("gone")] * 1000, lease=1.0)
        here.messages.hold(after=1)
        async with working(replace(here.bot, mailbox=mailbox), beat=0.05):
            question = await here.ask("still there?")
            await here.messages.held()
            async with asyncio.timeout(10):
                while f"lost the lease of {question.id}" not in caplog.text:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            here.messages.go()


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "missing_scope"])
async def test_with_a_token_that_slack_refuses_nothing_is_thrown_away(code, caplog):
    async with rig(barred=0.2) as here:
        questions = [await here.ask(f"number {n}") for n in range(3)]
        here.slack.fault("chat.postMessage", times=3, error=code)
        async with working(here.bot):
            await here.slack.until(lambda: all(here.replies(q) for q in questions))
        assert [r.levelno for r in caplog.records if code in r.getMessage()].count(
            logging.ERROR
        ) >= 1


async def test_while_slack_refuses_the_token_nothing_is_taken_or_counted(caplog):
    async with rig() as here:
        questions = [await here.ask(f"number {n}") for n in range(3)]
        here.slack.fault("chat.postMessage", times=1000, error="token_revoked")
        async with working(here.bot, concurrency=1):
            await here.slack.until(lambda: here.slack.calls)
            await asyncio.sleep(0.1)
        assert [call.method for call in here.slack.calls].count("chat.postMessage") == 1
        assert len([r for r in caplog.records if r.levelno == logging.ERROR]) == 1
        attempts = [await here.redis.hget(keys.question(q.id), "attempts") for q in questions]
        assert [int(n or 0) for n in attempts] == [0, 0, 0]
        assert await here.redis.zcard(keys.READY) == 3


async def test_refused_for_good_it_is_still_not_committed():
    async with rig() as here:
        await here.ask("poison?")
        here.slack.fault("chat.postMessage", times=1000, error="invalid_auth")
        lease = await _after_tries(here)
        with pytest.raises(Barred):
            await here.bot.answer(lease)


class Breaking:
    """A surface that has a fault nobody foresaw."""

    def reply(self, lease):
        raise ZeroDivisionError(lease)

    async def locale(self, user):
        return ""


async def test_what_nobody_foresaw_is_tried_again_and_ends_after_so_many_tries(caplog):
    async with rig() as here:
        bot = replace(here.bot, surface=Breaking())
        await here.ask("poison?")
        lease = await here.bot.mailbox.take(1)
        with pytest.raises(ZeroDivisionError):
            await bot.answer(lease)
        await here.bot.mailbox.release(lease, counted=True)
        await bot.answer(await _after_tries(here))
        assert await here.bot.mailbox.take(0) is None
        assert "no reply to" in caplog.text


class Faltering:
    """A surface that trips over `stones` before it opens a reply."""

    def __init__(self, surface, *stones):
        self.surface = surface
        self.stones = list(stones)

    def __getattr__(self, name):
        return getattr(self.surface, name)

    def reply(self, lease):
        if self.stones:
            raise self.stones.pop()
        return self.surface.reply(lease)


async def test_what_a_store_that_was_away_put_off_is_taken_up_at_once_and_counts_as_a_try():
    async with rig() as here:
        mailbox = Tripping(here.redis, releases=[StoreAway("still"), StoreAway("a moment")])
        surface = Faltering(here.bot.surface, StoreAway("away"))
        begun = asyncio.get_running_loop().time()
        async with working(replace(here.bot, mailbox=mailbox, surface=surface)):
            question = await here.ask("now?")
            await here.slack.until(lambda: here.replies(question))
        assert asyncio.get_running_loop().time() - begun < 10, "it did not wait out its lease"
        assert await here.redis.hget(keys.question(question.id), "attempts") == b"2"


async def test_what_is_put_off_once_more_waits_out_its_lease():
    async with rig() as here:
        surface = Faltering(here.bot.surface, StoreAway("away"), StoreAway("away"))
        async with working(replace(here.bot, surface=surface)):
            question = await here.ask("now?")
            async with asyncio.timeout(20):
                while surface.stones:  # noqa: ASYNC110  nothing rings for it
                    await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)
        assert await here.redis.hget(keys.question(question.id), "attempts") == b"2"
        assert await here.redis.hlen(keys.OWNER) == 1


async def _after_tries(here):
    while (lease := await here.bot.mailbox.take(1)).attempt <= TRIES:
        await here.bot.mailbox.release(lease, counted=True)
    return lease


class Stubborn:
    """A bot that does not end when it is told to, until `go`."""

    def __init__(self, mailbox, closures):
        self.mailbox = mailbox
        self.closures = closures
        self.begun = asyncio.Event()
        self.go = asyncio.Event()

    async def answer(self, lease):
        self.begun.set()
        while not self.go.is_set():
            try:
                await self.go.wait()
            except asyncio.CancelledError:
                continue


async def test_what_will_not_end_is_handed_back_all_the_same():
    async with rig() as here:
        bot = Stubborn(here.bot.mailbox, here.bot.closures)
        stop = asyncio.Event()
        running = asyncio.create_task(Worker(bot, 1, last=0.05).run(stop, 0.0))
        question = await here.ask("are you done?")
        await bot.begun.wait()
        stop.set()
        await running
        lease = await here.bot.mailbox.take(0)
        assert (lease.question, lease.attempt) == (question, 1)
        bot.go.set()
        await asyncio.sleep(0.01)
