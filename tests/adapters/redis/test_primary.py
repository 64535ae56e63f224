"""Where there are several Redis servers, the primary is found, and found again."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from hashlib import sha1
from importlib.resources import files

import pytest

from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.census import RedisCensus
from bot.adapters.redis.closures import RedisClosures
from bot.adapters.redis.conditions import RedisConditions
from bot.adapters.redis.connection import connect
from bot.adapters.redis.flow import RedisFlow
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.memory import RedisMemory
from bot.adapters.redis.replays import RedisReplays
from bot.adapters.redis.roll import RedisRoll
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Turn, block
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.verdict import Verdict
from bot.errors import StoreAway, StoreError
from bot.reply.journal import Journal
from tests.redis_group import Nodes, Watched

LUA = files("bot.adapters.redis").joinpath("lua")
SCRIPTS = {file.name: file.read_bytes() for file in LUA.iterdir()}


@pytest.fixture
def watched(tmp_path):
    watched = Watched(tmp_path)
    watched.start()
    yield watched
    watched.stop()


@pytest.fixture
def nodes(tmp_path):
    nodes = Nodes(tmp_path)
    nodes.start()
    yield nodes
    nodes.stop()


def asked(number):
    return Question(Thread("T1", "C1", f"{number}.0"), f"{number}.0", "U1", "Hi")


async def put(mailbox, question):
    """Put it as Slack would, which tells again until it is told that we have it."""
    async with asyncio.timeout(30):
        while True:
            try:
                return await mailbox.put(question)
            except StoreAway:
                await asyncio.sleep(0.1)


async def taken(mailbox, count):
    """The ids of the next questions."""
    ids = []
    while len(ids) < count:
        with suppress(StoreAway):
            lease = await mailbox.take(1)
            assert lease, f"only {ids}"
            await mailbox.commit(lease)
            ids.append(lease.question.id)
    return ids


async def used(redis):
    """All that the house does to a Redis: scripts, pipelines, BRPOP, the clock, Pub/Sub."""
    await answers(redis)
    await remembers(redis)
    await limits(redis)
    await looks_after(redis)
    known = await redis.script_exists(*(sha1(source).hexdigest() for source in SCRIPTS.values()))
    assert dict(zip(SCRIPTS, known, strict=True)) == dict.fromkeys(SCRIPTS, True), "none left out"


async def answers(redis):
    """The mailbox, its leases, and the bell: put, claim, renew, note, keep, stop, release, …"""
    mailbox, store, bell = RedisMailbox(redis), RedisStore(redis), RedisBell(redis)
    assert await mailbox.take(0.3) is None
    assert await mailbox.put(asked(1)) == "new"
    lease = await mailbox.take(1)
    await mailbox.renew(lease)
    listening = asyncio.create_task(mailbox.listen())
    try:
        async with asyncio.timeout(10):
            while lease.wish is None:
                assert await bell.stop(lease.question.thread, "U1") == "stopped"
                await asyncio.sleep(0.1)
    finally:
        listening.cancel()
    await mailbox.release(lease)
    lease = await mailbox.take(1)
    await lease.note(Journal("posted", "r", ("2.0",), asking=lease.asking.id))
    told = {"model": "m", "usage": {"input_tokens": 7, "output_tokens": 3}}
    turn = Turn("assistant", (block("So."),), lease.question.first, told)
    await store.keep(lease, [turn], 0)
    await mailbox.commit(lease, heeded=True)
    assert (await store.conversation(lease.question.thread)).turns == (turn,)
    assert await bell.change(replace(asked(1), text="Ho", edited="3.0")) == (
        "answered",
        asked(1).id,
    )
    assert await bell.first(asked(9))


async def remembers(redis):
    """The store: preferences and who changed them, verdicts, usage, and forgetting it all."""
    store, mailbox, place = RedisStore(redis), RedisMailbox(redis), Place("person", "T1:U1")
    await store.prefer(place, "effort", "high", by="U1")
    assert await store.preferred([place, place]) == [{"effort": "high"}] * 2
    thread = asked(1).thread
    await store.judge(Verdict(thread, asked(1).id, "", "U1", "up", "4.0"))
    assert len(await store.feedback(thread)) == 1
    assert await store.waiting("T1", "U1") == 0
    await mailbox.put(replace(asked(5), thread=thread, text="!forget"))
    lease = await mailbox.take(1)
    await store.forget(lease)
    await mailbox.commit(lease)
    assert not (await store.conversation(thread)).turns
    await store.forget_person("T1", "U1")


async def limits(redis):
    """What Slack and the endpoint allow: the allowance of edits, calls, streams, rests."""
    allowance, flow, known = RedisAllowance(redis), RedisFlow(redis), RedisConditions(redis, "x")
    await allowance.begin("T1", "r")
    assert await allowance.interim("T1", "r") == 0
    await allowance.made("T1", "r")
    assert await allowance.final("T1", "r") == 0
    await allowance.pause("T1", 30)
    assert await allowance.final("T1", "r") > 0
    assert await allowance.book("T1", "chat.postMessage", "C1") == 0
    await allowance.end("T1", "r")
    assert await flow.ask("T1", "start", "r") == 0
    await flow.pause("T1", "stop", 30)
    await flow.end("T1", "r")
    await known.pause(30)
    await known.refuse("thinking", 30)
    assert await known.paused() > 0
    closures = RedisClosures(redis, "xoxb-x")
    assert await closures.bar("token_revoked")
    assert await closures.barred() == "token_revoked"
    await closures.close(asked(1).thread, "is_archived")
    assert (await closures.closed(asked(1).thread))[0] == "is_archived"
    assert await known.refused() == {"thinking"}


async def looks_after(redis):
    """Who lives, what waits, what came in already, and what was lost."""
    memory, replays = RedisMemory(redis), RedisReplays(redis)
    roll = RedisRoll(redis)
    async with roll.enrolled():
        assert not await roll.others()
    assert (await RedisCensus(redis)())["waiting_questions"] == 0
    assert [await replays.seen("v0=1"), await replays.seen("v0=1")] == [False, True]
    assert not await memory.whole()
    assert await memory.hold()
    await memory.tell({asked(7).thread: 7.0})
    assert await memory.told(5) == [asked(7).thread]
    assert await memory.know(asked(7).thread, "7.0")
    await memory.seed(asked(7), Journal("posted", "r"))
    await memory.looked_through()
    assert await memory.whole()


async def test_all_that_the_house_does_goes_through_sentinels(watched):
    async with connect(watched.url) as redis:
        await used(redis)


async def test_all_that_the_house_does_goes_to_one_node_of_a_cluster(nodes):
    async with connect(nodes.url) as redis:
        await used(redis)


@pytest.mark.parametrize("end", ["kill", "freeze"])
async def test_what_was_accepted_outlives_the_primary(watched, end):
    async with connect(watched.url) as redis:
        mailbox = RedisMailbox(redis, replicas=1)
        for number in range(1, 21):
            if number == 10:
                getattr(watched.primary, end)()
                break
            assert await put(mailbox, asked(number)) == "new"
        # With one server left nobody else can have it: what is put is there, but not promised.
        plain = RedisMailbox(redis)
        for number in range(10, 21):
            await put(plain, asked(number))
        ids = await taken(plain, 20)
        assert len(set(ids)) == 20


async def test_without_enough_replicas_nothing_is_accepted_not_even_what_is_there(watched):
    async with connect(watched.url) as redis:
        mailbox = RedisMailbox(redis, replicas=1)
        assert await mailbox.put(asked(1)) == "new"
        assert await mailbox.put(asked(1)) == "duplicate"
        watched.replica.freeze()
        for number in (1, 2):
            with pytest.raises(StoreAway, match="0 of 1 replicas"):
                await mailbox.put(asked(number))
        watched.replica.thaw()
        assert await put(mailbox, asked(2)) == "duplicate"


async def test_a_switch_in_peace_is_followed(watched):
    """The old primary lives on, as a replica that says READONLY."""
    async with connect(watched.url) as redis:
        mailbox = RedisMailbox(redis)
        await put(mailbox, asked(1))
        await asyncio.to_thread(watched.switch)
        async with (
            asyncio.timeout(30),
            connect(f"redis://127.0.0.1:{watched.primary.port}") as old,
        ):
            while (await old.info("replication"))["role"] == "master":  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        assert await put(mailbox, asked(2)) == "new"
        assert len(await taken(mailbox, 2)) == 2


async def test_a_slot_that_moves_is_followed(nodes):
    async with connect(nodes.url) as redis:
        mailbox = RedisMailbox(redis)
        assert await mailbox.put(asked(1)) == "new"
        await redis.flushall()
        slot = await redis.execute_command("CLUSTER", "KEYSLOT", "{threadloom}:ready")
        mine = (await redis.execute_command("CLUSTER", "MYID")).decode()
        urls = [f"redis://127.0.0.1:{server.port}" for server in nodes.servers]
        for url in urls:
            async with connect(url) as node:
                if (id_ := (await node.execute_command("CLUSTER", "MYID")).decode()) != mine:
                    other = id_
        for url in urls:
            async with connect(url) as node:
                with suppress(Exception):  # those that have it not need not be told
                    await node.execute_command("CLUSTER", "SETSLOT", slot, "NODE", other)
        with suppress(StoreAway):
            await mailbox.put(asked(2))
        assert await put(mailbox, asked(2)) in {"new", "duplicate"}
        assert await taken(mailbox, 1) == [asked(2).id]


@pytest.mark.parametrize("kind", ["sentinel://127.0.0.1:1,127.0.0.1:2/m", "cluster://127.0.0.1:1"])
async def test_nobody_who_knows_is_away(kind):
    async with connect(f"redis+{kind}") as redis:
        with pytest.raises(StoreAway):
            await RedisMailbox(redis).take(0)


async def test_a_name_that_sentinels_do_not_know_is_away(watched):
    async with connect(watched.url.replace("mymaster", "another")) as redis:
        with pytest.raises(StoreError):
            await RedisMailbox(redis).take(0)
