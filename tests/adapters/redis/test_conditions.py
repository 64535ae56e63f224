"""What one process learns of the endpoint, all know, until it is over."""

import asyncio

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.conditions import RedisConditions
from bot.adapters.redis.connection import connect
from bot.errors import StoreAway

HOST = "api.example.com"


@pytest.fixture
def conditions(redis):
    return RedisConditions(redis, HOST)


async def test_at_first_the_endpoint_is_ready_for_everything(conditions):
    assert await conditions.paused() == 0.0
    assert await conditions.refused() == frozenset()


async def test_a_pause_holds_for_every_process_and_for_one_endpoint(redis, conditions):
    await conditions.pause(30)
    assert 0 < await RedisConditions(redis, HOST).paused() <= 30
    assert await RedisConditions(redis, "another").paused() == 0.0


async def test_a_shorter_pause_never_ends_a_longer_one(conditions):
    for seconds in (30, 0.01, 0, -5, 60, 1):
        await conditions.pause(seconds)
    assert 30 < await conditions.paused() <= 60


async def test_a_pause_ends(redis, conditions):
    await conditions.pause(0.05)
    await asyncio.sleep(0.1)
    assert await conditions.paused() == 0.0


async def test_what_is_refused_is_known_to_every_process_and_of_one_endpoint(redis, conditions):
    await conditions.refuse("web_search", 30)
    await conditions.refuse("thinking", 30)
    assert await RedisConditions(redis, HOST).refused() == {"web_search", "thinking"}
    assert await RedisConditions(redis, "another").refused() == frozenset()


async def test_each_feature_is_tried_again_in_its_own_time(conditions):
    await conditions.refuse("web_search", 30)
    await conditions.refuse("web_fetch", 0.05)
    await asyncio.sleep(0.1)
    assert await conditions.refused() == {"web_search"}


async def test_a_shorter_refusal_never_ends_a_longer_one(conditions):
    await conditions.refuse("web_search", 30)
    await conditions.refuse("web_search", 0.001)
    await asyncio.sleep(0.01)
    assert await conditions.refused() == {"web_search"}


async def test_nothing_stays_behind_for_ever(redis, conditions):
    await conditions.pause(30)
    await conditions.refuse("web_search", 60)
    await conditions.refuse("web_fetch", 5)
    assert 0 < await redis.pttl(keys.pause(HOST)) <= 30_000
    assert 5_000 < await redis.pttl(keys.refused(HOST)) <= 60_000


async def test_without_redis_nobody_knows(frail):
    async with connect(frail.url) as redis:
        conditions = RedisConditions(redis, HOST)
        frail.kill()
        for act in (
            conditions.pause(1),
            conditions.paused(),
            conditions.refuse("web_search", 1),
            conditions.refused(),
        ):
            with pytest.raises(StoreAway):
                await act
