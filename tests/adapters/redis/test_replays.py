import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.redis.replays import SECONDS, RedisReplays
from bot.errors import StoreAway


async def test_only_the_first_is_new(redis):
    replays = RedisReplays(redis)
    assert [await replays.seen("v0=a") for _ in range(3)] == [False, True, True]
    assert await replays.seen("v0=b") is False


async def test_every_process_knows_what_one_has_seen(redis):
    assert await RedisReplays(redis).seen("v0=a") is False
    assert await RedisReplays(redis).seen("v0=a") is True


async def test_what_is_forgotten_is_new_again(redis):
    replays = RedisReplays(redis)
    await replays.seen("v0=a")
    await replays.forget("v0=a")
    assert await replays.seen("v0=a") is False


async def test_it_is_remembered_for_as_long_as_the_signature_is_good(redis):
    await RedisReplays(redis).seen("v0=a")
    assert 600 - 5 <= await redis.ttl(keys.replay("v0=a")) <= SECONDS == 600


async def test_nobody_can_tell_without_redis():
    async with connect("redis://127.0.0.1:1") as away:
        with pytest.raises(StoreAway):
            await RedisReplays(away).seen("v0=a")
        with pytest.raises(StoreAway):
            await RedisReplays(away).forget("v0=a")
