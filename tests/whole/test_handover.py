"""Workers come and go, in peace or not: answers go on in the same messages."""

import asyncio
import time

import aiohttp
import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from tests.redis_server import RedisServer, free_port
from tests.whole.world import body, buttons, over_socket, world

ROUNDS = 10


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


async def enrolled(redis, count):
    """Until `count` workers live."""
    async with connect(redis.url) as there, asyncio.timeout(20):
        while await there.zcard(keys.WORKERS) != count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def told(url, path):
    """What it says of itself, on its way out, too."""
    async with aiohttp.ClientSession() as client, client.get(url + path) as answer:
        return (await answer.text()).strip()


async def run_web(place, redis):
    web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
    await web.ready()


async def begun(place, text="@Threadloom go"):
    """A question whose answer has begun, and is held there."""
    place.messages.script(Say("Begun and finished. " * 30), Say("Begun and finished. " * 40))
    place.messages.hold(after=40)
    root = await place.slack.type("ann", "general", text)
    return root, await place.said(root, "Begun and")


async def whole(place, root, shown):
    """The answer is there, in the message that showed its beginning."""
    reply = await place.answered(root, timeout=30)
    assert reply["ts"] == shown["ts"]
    assert body(reply).strip() == ("Begun and finished. " * 40).strip()
    assert "again" not in buttons(reply)
    assert len(place.replies(root)) == 1


async def test_told_to_end_a_worker_hands_over_to_the_other_within_two_seconds(redis):
    async with world() as place:
        await run_web(place, redis)
        first = await place.run("worker", REDIS_URL=redis.url)
        await enrolled(redis, 1)
        root, shown = await begun(place)
        await place.run("worker", REDIS_URL=redis.url)
        await enrolled(redis, 2)
        since = time.monotonic()
        first.signal()
        await place.messages.until(lambda requests: len(requests) == 2, 10)
        took = time.monotonic() - since
        place.messages.go()
        await whole(place, root, shown)
        assert await first.ended(5) == 0
        async with connect(redis.url) as there:
            (question,) = [key async for key in there.scan_iter(keys.question("*"))]
            assert await there.hget(question, "attempts") == b"1", "handing over is no failure"
        print(f"handed over in {took:.2f} s")


async def test_the_last_worker_lets_its_answers_end(redis):
    async with world() as place:
        await run_web(place, redis)
        only = await place.run("worker", REDIS_URL=redis.url, WORKER_PORT=str(free_port()))
        url = await only.ready()
        await enrolled(redis, 1)
        place.messages.script(Say("To the end. " * 30))
        place.messages.hold(after=5)
        root = await place.slack.type("ann", "general", "@Threadloom finish")
        await place.messages.held()
        only.signal()
        await only.says("draining")
        await asyncio.sleep(2)
        assert [await told(url, path) for path in ("/livez", "/readyz")] == ["alive", "draining"]
        place.messages.go()
        assert await only.ended() == 0
        assert body(place.finished(root)[0]).strip() == ("To the end. " * 30).strip()


async def test_after_a_kill_the_answer_goes_on_within_twenty_seconds(redis):
    async with world() as place:
        await run_web(place, redis)
        first = await place.run("worker", REDIS_URL=redis.url)
        root, shown = await begun(place)
        await place.run("worker", REDIS_URL=redis.url)
        await enrolled(redis, 2)
        since = time.monotonic()
        first.child.kill()
        await place.messages.until(lambda requests: len(requests) == 2, 30)
        took = time.monotonic() - since
        place.messages.go()
        await whole(place, root, shown)
        print(f"taken over in {took:.2f} s")


async def test_ten_restarts_under_load_lose_nothing_and_nobody_notices(redis):
    text = "Lost in no restart. " * 40
    async with world(speed=30, per_channel={}) as place:
        await run_web(place, redis)
        workers = [await place.run("worker", REDIS_URL=redis.url) for _ in range(2)]
        await enrolled(redis, 2)
        place.messages.script(*[Say(text)] * 10 * ROUNDS)
        roots = []
        for number in range(ROUNDS):
            workers.append(await place.run("worker", REDIS_URL=redis.url))
            await enrolled(redis, 3)
            for name in ("ann", "ben"):
                root = await place.slack.type(name, "general", f"@Threadloom {number}?")
                roots.append(root)
            await place.slack.until(lambda: place.replies(roots[-1]), 30)
            oldest = workers.pop(0)
            oldest.signal()
            assert await oldest.ended(10) == 0
        for root in roots:
            reply = await place.answered(root, timeout=90)
            assert "again" not in buttons(reply), "no visible failure"
            assert len(place.replies(root)) == 1
            assert body(reply).strip() == text.strip()
        asked = len(place.asked())
        assert asked > len(roots), "some answers were handed over"
        print(f"{asked - len(roots)} answers of {len(roots)} were handed over")
