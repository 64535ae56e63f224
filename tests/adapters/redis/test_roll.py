"""Workers know of each other."""

import asyncio

from bot.adapters.redis.connection import connect
from bot.adapters.redis.roll import RedisRoll


async def enrolled(roll):
    """On the roll by now: the first word is said in a task of its own."""
    context = roll.enrolled()
    await context.__aenter__()
    await asyncio.sleep(0.1)
    return context


async def test_who_is_alone_is_told_so(redis):
    roll = RedisRoll(redis)
    await enrolled(roll)
    assert await roll.others() is False


async def test_who_lives_is_seen_and_who_has_left_is_not(redis):
    one, other = RedisRoll(redis), RedisRoll(redis)
    await enrolled(one)
    context = await enrolled(other)
    assert await one.others() is True
    await context.__aexit__(None, None, None)
    assert await one.others() is False


async def test_who_is_ending_is_no_help_any_more(redis):
    one, other = RedisRoll(redis), RedisRoll(redis)
    contexts = [await enrolled(one), await enrolled(other)]
    assert await one.others() is True
    assert await other.others() is False
    for context in contexts:
        await context.__aexit__(None, None, None)


async def test_who_died_is_forgotten_and_who_lives_long_is_not(redis):
    dead, living, asking = (RedisRoll(redis, term) for term in (0.3, 0.3, 10))
    await dead._say(0.3)  # once, and no more
    await asyncio.sleep(0.5)
    assert await asking.others() is False
    context = await enrolled(living)
    await asyncio.sleep(0.5)
    assert await asking.others() is True
    await context.__aexit__(None, None, None)


async def test_nobody_can_tell_while_redis_is_away():
    async with connect("redis://127.0.0.1:1/0") as redis:
        assert await RedisRoll(redis).others() is False
