"""Where Slack lets nothing be said, all processes know, until it is tried again."""

import asyncio
import time

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.closures import CLOSED, RedisClosures
from bot.adapters.redis.connection import connect
from bot.conversation.thread import Thread
from bot.errors import StoreAway

TOKEN = "xoxb-1-secret"
THERE = Thread("T1", "C1", "1.0")


@pytest.fixture
def closures(redis):
    return RedisClosures(redis, TOKEN)


async def test_at_first_everything_is_open(closures):
    assert await closures.barred() == ""
    assert await closures.closed(THERE) == ("", 0.0)


async def test_a_refused_token_is_known_to_whoever_has_it_and_is_nowhere_in_redis(redis, closures):
    assert await closures.bar("token_revoked")
    assert not await RedisClosures(redis, TOKEN).bar("invalid_auth"), "one of them says so"
    assert await RedisClosures(redis, TOKEN).barred() == "token_revoked"
    assert await RedisClosures(redis, "xoxb-2-another").barred() == ""
    assert not [key for key in await redis.keys() if b"secret" in key]


async def test_after_a_while_the_token_is_tried_again(redis):
    closures = RedisClosures(redis, TOKEN, barred=0.05)
    await closures.bar("invalid_auth")
    await asyncio.sleep(0.1)
    assert await closures.barred() == ""


async def test_a_closed_thread_is_known_to_all_and_no_other_one_is_closed(redis, closures):
    await closures.close(THERE, "is_archived")
    code, at = await RedisClosures(redis, "xoxb-2-another").closed(THERE)
    assert code == "is_archived"
    assert abs(at - time.time()) < 60
    assert (await closures.closed(Thread("T1", "C1", "2.0")))[0] == ""
    assert await closures.barred() == ""
    assert 0 < await redis.ttl(keys.closed(THERE)) <= CLOSED


async def test_what_slack_said_last_of_a_thread_is_what_is_known(closures):
    await closures.close(THERE, "is_archived")
    _, before = await closures.closed(THERE)
    await closures.close(THERE, "not_in_channel")
    code, at = await closures.closed(THERE)
    assert code == "not_in_channel"
    assert at > before


async def test_while_redis_is_away_nobody_can_tell(silent):
    async with connect(silent) as redis:
        with pytest.raises(StoreAway):
            await RedisClosures(redis, TOKEN).barred()
