"""What is ordered must not be done twice: of those who order it at once, one is heard."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import MOMENT, PENDING, RedisMailbox
from bot.conversation.question import Question
from tests.adapters.redis.test_mailbox import HERE, taken
from tests.traces import everything, naming

ASKED = Question(HERE, "101.0", "U1", "why?")


def pressed(number, question=ASKED):
    """The same answer asked for anew, by the click of that number."""
    return replace(question, again=f"20{number}.0", how="same")


@pytest.fixture
def mailbox(redis):
    return RedisMailbox(redis)


async def left(redis, once="anew"):
    """Milliseconds for which it can't be ordered again; -1 for as long as it waits, or longer."""
    return await redis.pttl(keys.once("T1", once))


async def test_of_two_presses_one_waits(mailbox):
    assert await mailbox.put(pressed(1), "anew") == "new"
    assert await mailbox.put(pressed(2), "anew") == "twin"
    assert (await taken(mailbox)).question == pressed(1)
    assert await mailbox.take(0) is None


async def test_the_same_press_told_again_is_no_twin_of_itself(mailbox):
    assert await mailbox.put(pressed(1), "anew") == "new"
    assert await mailbox.put(pressed(1), "anew") == "duplicate"


async def test_what_is_done_can_be_ordered_again_after_a_moment(mailbox, redis):
    await mailbox.put(pressed(1), "anew")
    lease = await taken(mailbox)
    assert await mailbox.put(pressed(2), "anew") == "twin"
    assert await left(redis) > 60_000
    await mailbox.commit(lease)
    assert await mailbox.put(pressed(2), "anew") == "twin", "a second click may come after it"
    assert 0 < await left(redis) <= MOMENT * 1000
    await redis.pexpire(keys.once("T1", "anew"), 1)
    await asyncio.sleep(0.01)
    assert await mailbox.put(pressed(2), "anew") == "new"


async def test_what_an_older_bot_has_done_can_be_ordered_again_some_time(mailbox, redis):
    await mailbox.put(pressed(1), "anew")
    assert 0 < await left(redis) <= PENDING * 1000, "its commit takes no notice of the mark"


async def test_what_is_handed_back_is_still_ordered(mailbox):
    await mailbox.put(pressed(1), "anew")
    await mailbox.release(await taken(mailbox))
    assert await mailbox.put(pressed(2), "anew") == "twin"


async def test_where_there_is_no_room_nothing_is_ordered(redis):
    mailbox = RedisMailbox(redis, room=replace(RedisMailbox(redis)._room, cap=1))
    for ts in ("101.0", "102.0"):
        await mailbox.put(Question(HERE, ts, "U1", "!retry", again="1.0"))
    assert await mailbox.put(pressed(1), "anew") == "full"
    assert await left(redis) == -2


async def test_its_mark_names_nothing_of_what_is_ordered(mailbox, redis):
    await mailbox.put(pressed(1), f"anew {ASKED.first}")
    mark = keys.once("T1", f"anew {ASKED.first}")
    assert mark in await everything(redis)
    assert mark not in await naming(redis, "101.0", "C1", "anew")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(presses=st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab")), max_size=12))
def test_whatever_processes_press_at_once_each_thing_is_put_once(server, presses):
    async def play():
        async with AsyncExitStack() as stack:
            lines = [await stack.enter_async_context(connect(server.url)) for _ in range(3)]
            await lines[0].flushall()
            boxes = [RedisMailbox(line) for line in lines]
            puts = [
                boxes[box].put(pressed(number), once)
                for number, (box, once) in enumerate(presses, 10)
            ]
            said = await asyncio.gather(*puts)
            new = [once for (_, once), told in zip(presses, said, strict=True) if told == "new"]
            assert sorted(new) == sorted({once for _, once in presses})
            assert set(said) <= {"new", "twin"}

    asyncio.run(play())
