"""What whoever runs the program is told of it."""

import asyncio

import aiohttp
import pytest

from bot.adapters.redis.connection import connect
from tests.redis_server import RedisServer
from tests.whole.world import serve, world


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


async def told(url, path):
    async with aiohttp.ClientSession() as client, client.get(url + path) as answer:
        return answer.status, await answer.text()


async def test_without_redis_it_is_alive_but_not_ready_and_then_it_is_again(redis):
    async with world() as place:
        program = await serve(place, "socket", REDIS_URL=redis.url)
        url = await program.url()
        redis.kill()
        assert (await told(url, "/readyz"))[0] == 200, "a moment is no reason"
        await program.says("waiting for the mailbox")
        async with aiohttp.ClientSession() as client:
            while True:
                async with client.get(f"{url}/readyz") as answer:
                    if answer.status == 503:
                        assert await answer.text() == "Redis does not answer\n"
                        break
                await asyncio.sleep(0.1)
        assert await told(url, "/livez") == (200, "alive\n")
        redis.start()
        await program.ready()


async def test_what_redis_lacks_is_a_warning(redis):
    async with connect(redis.url) as there:
        await there.config_set("appendonly", "no")
        await there.config_set("maxmemory-policy", "allkeys-lru")
    async with world() as place:
        environ = {"REDIS_URL": redis.url, "REDIS_WAIT_REPLICAS": "1"}
        program = await serve(place, "socket", **environ)
        said = ""
        while "replicas: 0 connected" not in said:
            _, said = await told(await program.url(), "/readyz")
        assert "eviction: allkeys-lru" in said
        assert "append-only file: off" in said


async def test_a_token_that_slack_refuses_is_a_warning_and_the_question_waits(redis):
    async with world() as place:
        program = await serve(place, "http", REDIS_URL=redis.url)
        place.slack.fault("*", times=10**6, error="token_revoked")
        root = await place.slack.type("ann", "general", "@Threadloom are you there?")
        await program.says("no question is taken for a while: Slack says token_revoked")
        said, url = "", await program.url()
        while "Slack bot token: token_revoked: the token was taken back" not in said:
            await asyncio.sleep(0.2)
            status, said = await told(url, "/readyz")
            assert status == 200, "events are taken all the same"
        place.slack.heal()
        await place.answered(root, timeout=60)
        assert len(place.replies(root)) == 1
