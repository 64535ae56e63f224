"""Redis loses its memory: what was asked is asked again, and answered once, where it was begun."""

import asyncio

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from tests.redis_server import RedisServer
from tests.whole.world import body, buttons, footers, over_socket, serve, world

TEXT = "Kept in mind. " * 40


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


async def looked_through(url):
    """Until somebody has looked through the memory of Redis."""
    async with connect(url) as there, asyncio.timeout(60):
        while not await there.exists(keys.MEMORY):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def flush(redis):
    async with connect(redis.url) as there:
        await there.flushall()


async def lose_the_file(redis):
    redis.kill()
    redis.forget()
    redis.start()


def to(place, root, channel):
    """The ts of the questions that were answered, alone or together."""
    marks = [reply["metadata"]["event_payload"] for reply in place.finished(root, channel)]
    return [ts for mark in marks for ts in mark["to"].split()]


@pytest.mark.parametrize("lose", [flush, lose_the_file])
async def test_nothing_is_lost_and_nothing_doubled(redis, lose):
    async with world(per_channel={}) as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        await place.run("worker", REDIS_URL=redis.url)
        await looked_through(redis.url)
        place.messages.script(*[Say(TEXT)] * 20)
        done = await place.slack.type("ann", "general", "@Threadloom done before")
        await place.answered(done)
        place.messages.hold(after=10)
        people = await place.slack.type("ben", "research", "nobody is called here")
        running = await place.slack.type("ann", "general", "@Threadloom running")
        shown = await place.said(running, "Kept in")
        await place.slack.type("ben", "general", "waiting", thread_ts=running)
        deep = await place.slack.type("chi", "general", "a thread of people")
        await place.slack.type("ann", "general", "@Threadloom deep in it", thread_ts=deep)
        direct = await place.slack.type("chi", "D0CHI0001", "directly")
        later = await place.slack.type("ann", "general", "and again?", thread_ts=done)
        await place.said(direct, "Kept in", channel="D0CHI0001")

        await lose(redis)
        place.messages.hold(after=0)
        place.messages.go()
        await looked_through(redis.url)
        for root, count, channel in (
            (done, 2, "general"), (running, 2, "general"), (deep, 1, "general"),
            (direct, 1, "D0CHI0001"), (people, 0, "research"),
        ):  # fmt: skip
            at = root, channel
            await place.slack.until(lambda at=at, n=count: len(to(place, *at)) >= n, 60)
            replies = place.replies(root, channel)
            assert len(set(to(place, *at))) == len(to(place, *at)) == count
            assert all(body(reply).strip() == TEXT.strip() for reply in replies)
            assert not any("again" in buttons(reply) for reply in replies)
        assert place.replies(running)[0]["ts"] == shown["ts"], "the same message goes on"
        assert later

        await place.slack.type("chi", "general", "still in this thread?", thread_ts=done)
        await place.answered(done, 3)


async def test_what_died_with_its_process_is_answered_by_the_next_one():
    """The embedded Redis ends with the process; Slack remembers."""
    async with world() as place:
        first = await serve(place, "socket")
        place.messages.script(*[Say(TEXT)] * 2)
        place.messages.hold(after=10)
        root = await place.slack.type("ann", "general", "@Threadloom outlive it")
        shown = await place.said(root, "Kept in")
        first.child.kill()
        await first.ended()
        place.messages.go()
        await serve(place, "socket")
        reply = await place.answered(root, timeout=40)
        assert reply["ts"] == shown["ts"]
        assert body(reply).strip() == TEXT.strip()
        assert len(place.replies(root)) == 1


@pytest.mark.parametrize("lose", [flush, lose_the_file])
async def test_a_command_is_carried_out_though_redis_lost_it_before_anybody_took_it_up(redis, lose):
    async with world(per_channel={}) as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        worker = await place.run("worker", REDIS_URL=redis.url)
        await looked_through(redis.url)
        worker.child.kill()
        await worker.ended()
        await place.slack.type("ann", "random", "/ask why is the sky blue?")
        await place.slack.type("ann", "random", "/research which loom?")
        told = await place.slack.until(lambda: whispers(place, 2))
        assert all("I am on it" in each for each in told)

        await lose(redis)
        await place.run("worker", REDIS_URL=redis.url)
        await place.slack.until(lambda: len(answers(place)) == 2, 60)
        await looked_through(redis.url)
        assert len(answers(place)) == 2


def whispers(place, count):
    """What Ann was told alone, once it is that much."""
    told = [m["text"] for m in place.slack.seen_by("ann") if m["ephemeral_to"]]
    return told if len(told) == count else None


def answers(place):
    """The answers in Ann's direct messages."""
    return [m for m in place.slack.seen_by("ann") if m["channel"] == "D0ANN0001" and footers(m)]
