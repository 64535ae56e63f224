"""The HTTP ingress, open on a free port."""

import aiohttp
import pytest

from bot.adapters.redis.connection import connect
from bot.adapters.redis.replays import RedisReplays
from bot.adapters.slack.door import Door
from bot.adapters.slack.http import Watched, application, listening
from tests.adapters.slack.apps import Hearing
from tests.adapters.slack.front import Front
from tests.adapters.slack.signed import SECRET


@pytest.fixture
async def replays():
    async with connect("memory://") as redis:
        yield RedisReplays(redis)


@pytest.fixture
async def front(replays):
    hearing = Hearing()
    async with aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), replays, Watched(front), slowest=0.2)
        async with listening(house, "127.0.0.1", 0) as port:
            front.port = port
            yield front
