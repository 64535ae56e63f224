import pytest

from bot.adapters.metrics import GAUGES
from bot.adapters.redis.census import RedisCensus
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.roll import RedisRoll
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreAway


def asked(number, ts=""):
    return Question(Thread("T1", "C1", f"{number}.0"), ts or f"{number}.0", "U1", "why?")


@pytest.fixture
def census(redis):
    return RedisCensus(redis)


async def ago(redis, key, member, seconds):
    """As if it had been ready for so long."""
    now, micro = await redis.time()
    await redis.zadd(key, {member: now * 1_000_000 + micro - seconds * 1_000_000})


async def test_where_nothing_is_asked_nothing_waits(census):
    assert await census() == dict.fromkeys(GAUGES, 0)


async def test_what_waits_and_what_is_held_is_counted(redis, census):
    mailbox = RedisMailbox(redis)
    for number in range(3):
        await mailbox.put(asked(number))
    await mailbox.put(asked(2, "2.5"))
    async with RedisRoll(redis).enrolled():
        lease = await mailbox.take(1)
        while not (told := await census())["workers"]:
            pass
    assert (told["waiting_questions"], told["leased_threads"], told["workers"]) == (4, 1, 1)
    await mailbox.commit(lease)
    told = await census()
    assert (told["waiting_questions"], told["leased_threads"]) == (3, 0)


async def test_the_oldest_tell_how_long(redis, census):
    mailbox = RedisMailbox(redis)
    await mailbox.put(asked(1))
    await mailbox.put(asked(2))
    await ago(redis, "{threadloom}:ready", str(asked(2).thread), 40)
    assert 40 <= (await census())["oldest_waiting_seconds"] < 60
    lease = await mailbox.take(1)
    now, micro = await redis.time()
    taken = now * 1_000_000 + micro - 700_000_000
    await redis.hset(f"{{threadloom}}:question:{lease.question.id}", "taken", taken)
    # A question that comes late, with an older stamp, does not hide the one being answered.
    await mailbox.put(asked(2, "0.5"))
    told = await census()
    assert 700 <= told["oldest_lease_seconds"] < 730
    assert told["oldest_waiting_seconds"] < 40
    await mailbox.release(lease)
    assert 700 <= (await census())["oldest_waiting_seconds"] < 730


async def test_without_redis_nobody_can_tell(frail):
    async with connect(frail.url) as redis:
        frail.kill()
        with pytest.raises(StoreAway):
            await RedisCensus(redis)()
