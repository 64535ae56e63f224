"""Rows 7, 10 and 32: a Redis that restarts, is full, or can't write, in mid-traffic."""

import asyncio

import pytest
from redis.exceptions import ResponseError

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.errors import StoreAway
from bot.playground.messages.script import Say
from tests.rig import rig
from tests.test_worker import working
from tests.whole.world import body, buttons, footers, over_http, serve, world

TEXT = "It goes on as if nothing had been. " * 20
AGAIN = (0.3, *(1.0,) * 60)


async def refused(place):
    """Until Slack was told to bring something again, and nothing else."""
    await place.slack.until(lambda: place.slack.deliveries[-1].statuses, 20)
    assert set(place.slack.deliveries[-1].statuses) == {503}


async def unwritten(there):
    """Whether Redis has noticed that it can't write its file; it may say so to whoever asks."""
    try:
        return (await there.info("persistence"))["aof_last_write_status"] != "ok"
    except ResponseError as error:
        return str(error).startswith("MISCONF")


async def once(place, root, text=TEXT):
    """One reply, finished, and all of it."""
    reply = await place.answered(root, timeout=60)
    assert body(reply).strip() == text.strip()
    assert "again" not in buttons(reply)
    assert len(place.replies(root)) == 1


async def test_row_07_redis_restarts_while_an_answer_is_written(redis):
    async with world(retries=AGAIN) as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_http(place.slack))
        place.slack.request_url = f"{await web.ready(60)}/slack/events"
        worker = await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(*[Say(TEXT)] * 4)
        place.messages.hold(after=20)
        running = await place.slack.type("ann", "general", "@Threadloom running")
        shown = await place.said(running, "It goes on", timeout=40)
        redis.kill()
        late = await place.slack.type("ben", "general", "@Threadloom meanwhile")
        await refused(place)
        await worker.says("waiting for the mailbox")
        redis.start()
        place.messages.go()
        await once(place, running)
        await once(place, late)
        assert place.replies(running)[0]["ts"] == shown["ts"]


async def test_row_10_a_full_redis_takes_nothing_and_says_so(redis):
    async with world(retries=AGAIN) as place:
        await serve(place, "http", REDIS_URL=redis.url)
        place.messages.script(Say(TEXT))
        async with connect(redis.url) as there:
            await there.set("much", b"x" * 2_000_000)
            await there.config_set("maxmemory", "1mb")
            root = await place.slack.type("ann", "general", "@Threadloom is there room?")
            await refused(place)
            await place.slack.type("ann", "general", "/effort high")
            whispers = [m for m in place.slack.seen_by("ann") if m["ephemeral_to"]]
            assert "memory is away" in whispers[-1]["text"]
            await there.config_set("maxmemory", "0")
        await once(place, root)


async def test_row_10_what_is_being_answered_is_finished_and_nothing_else_is_begun(redis):
    async with rig(url=redis.url, lease=1.0, per_channel={}) as here:
        here.messages.script(*[Say(TEXT)] * 2)
        here.messages.hold(after=20)
        async with working(here.bot, beat=0.1):
            running = await here.ask("begun before")
            await here.slack.until(lambda: "It goes" in str(here.replies(running)), 20)
            waiting = await here.ask("and this?", thread_ts=running.thread.ts)
            await here.redis.set("much", b"x" * 2_000_000)
            await here.redis.config_set("maxmemory", "1mb")
            with pytest.raises(StoreAway):
                await here.ask("is there room?")
            until = await lease_of(here, running)
            async with asyncio.timeout(10):
                while await lease_of(here, running) < until + 1_500_000:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            here.messages.go()
            await here.slack.until(lambda: len(finished(here, running)) == 1, 20)
            async with asyncio.timeout(10):
                while await here.redis.hlen(keys.OWNER):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            assert TEXT.strip() in body(finished(here, running)[0])
            kept = await here.bot.store.conversation(running.thread)
            assert TEXT.strip() in str(kept.turns)
            assert len(here.messages.requests) == 1
            await here.redis.config_set("maxmemory", "0")
            await here.slack.until(lambda: len(finished(here, waiting)) == 2, 20)
        assert len(here.messages.requests) == 2


async def lease_of(here, question):
    """Until when it is held, in microseconds."""
    return await here.redis.zscore(keys.LEASES, str(question.thread)) or 0


def finished(here, question):
    return [reply for reply in here.replies(question) if footers(reply)]


async def test_row_32_a_full_disk_takes_nothing_and_loses_nothing(redis):
    async with world(retries=AGAIN) as place:
        await serve(place, "http", REDIS_URL=redis.url)
        place.messages.script(*[Say(TEXT)] * 2)
        redis.fill()
        async with connect(redis.url) as there, asyncio.timeout(20):
            while not await unwritten(there):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        root = await place.slack.type("ann", "general", "@Threadloom is there room?")
        await refused(place)
        redis.clean()
        await once(place, root)
        redis.restart()
        assert len(place.replies(root)) == 1
