"""What is wished in one process is heard at once in all others."""

import asyncio

import pytest

from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.conversation.wish import Wish
from bot.errors import StoreAway
from tests.adapters.redis.test_mailbox import HERE, asked, taken


async def test_whoever_writes_hears_at_once_that_it_is_to_stop(redis):
    mailbox = RedisMailbox(redis, lease=3600)
    listening = asyncio.create_task(mailbox.listen())
    await mailbox.put(asked("101.0"))
    lease = await taken(mailbox)
    heard = asyncio.create_task(lease.wished())
    async with asyncio.timeout(10):
        while not heard.done():  # until the line is open, nobody hears
            assert await RedisBell(redis).stop(HERE, "U1") == "stopped"
            await asyncio.sleep(0.05)
    assert heard.result() == Wish("stop", "U1")
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_a_line_that_breaks_is_an_error_of_ours(frail):
    async with connect(frail.url) as redis:
        listening = asyncio.create_task(RedisMailbox(redis).listen())
        await asyncio.sleep(0.3)
        frail.kill()
        with pytest.raises(StoreAway):
            await listening
