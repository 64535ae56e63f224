"""Redis takes everything and answers nothing: Slack and people hear of it in time."""

import asyncio

import pytest

from bot.errors import StoreAway
from bot.playground.messages.script import Fail, Say
from tests.redis_server import RedisServer
from tests.whole.world import buttons, serve, world


@pytest.fixture
def redis(tmp_path):
    """A redis-server of one's own, to be frozen."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.thaw()
    server.stop()


def whispers(place):
    return [m["text"] for m in place.slack.seen_by("ann") if m["ephemeral_to"]]


async def test_an_event_is_told_again_and_answered_once(redis):
    async with world(retries=(0.2, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)) as place:
        await serve(place, "http", REDIS_URL=redis.url)
        redis.freeze()
        root = await place.slack.type("ann", "general", "@Threadloom remember me")
        await place.slack.until(lambda: all(d.statuses for d in place.slack.deliveries))
        assert {status for d in place.slack.deliveries for status in d.statuses} == {503}
        redis.thaw()
        await place.answered(root)
        assert len(place.replies(root)) == 1


async def test_what_was_said_meanwhile_is_not_asked_again(redis):
    async with world(speed=40) as place:
        await serve(place, "http", REDIS_URL=redis.url)
        place.messages.script(Say("word " * 40))
        root = await place.slack.type("ann", "general", "@Threadloom go on")
        await place.messages.until(lambda requests: requests)
        redis.kill()
        await asyncio.sleep(2)  # it has said all by then, and waits to be kept
        redis.start()
        await place.answered(root)
        assert len(place.messages.requests) == 1
        assert len(place.replies(root)) == 1


async def test_who_commands_or_presses_is_told(redis):
    async with world() as place:
        await serve(place, "http", REDIS_URL=redis.url)
        place.messages.script(Fail(401))
        root = await place.slack.type("ann", "general", "@Threadloom why?")
        broken = await place.answered(root)
        redis.freeze()
        await place.slack.type("ann", "general", "/effort high")
        assert whispers(place) == [StoreAway.apology]
        value = buttons(broken)["again"]["value"]
        pressed = await place.slack.press("ann", "general", broken["ts"], "again", value)
        assert pressed.statuses == [200]
        assert whispers(place) == [StoreAway.apology] * 2
