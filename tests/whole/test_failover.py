"""Redis moves to another server, or is a Cluster: through the real program."""

import asyncio
import time

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from tests.redis_group import Nodes, Watched
from tests.whole.world import body, buttons, over_socket, world

AGAIN = (0.2, *[1.0] * 60)
TEXT = "It lives on. " * 30


@pytest.fixture
def watched(tmp_path):
    watched = Watched(tmp_path)
    watched.start()
    yield watched
    watched.stop()


@pytest.fixture
def nodes(tmp_path):
    nodes = Nodes(tmp_path)
    nodes.start()
    yield nodes
    nodes.stop()


async def running(place, url, **environ):
    """A web and two workers, on this Redis."""
    environ = environ | {"REDIS_URL": url}
    web = await place.run("web", **environ, **over_socket(place.slack))
    for _ in range(2):
        await place.run("worker", **environ)
    await web.ready()
    async with connect(url) as there, asyncio.timeout(20):
        while await there.zcard(keys.WORKERS) != 2:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def answered(place, roots):
    for root in roots:
        reply = await place.answered(root, timeout=60)
        assert body(reply).strip() == TEXT.strip()
        assert "again" not in buttons(reply)
        assert len(place.replies(root)) == 1


async def test_the_primary_dies_in_mid_traffic_and_no_accepted_question_with_it(watched):
    async with world(per_channel={}, retries=AGAIN, speed=40) as place:
        await running(place, watched.url, REDIS_WAIT_REPLICAS="1")
        place.messages.script(*[Say(TEXT)] * 100)
        before = [await place.slack.type("ann", "general", f"@Threadloom {n}") for n in range(4)]
        watched.primary.kill()
        since = time.monotonic()
        during = [await place.slack.type("ben", "general", f"@Threadloom {n}") for n in range(4)]
        await answered(place, before)
        # The old primary comes back as a replica: then there are two again, as it was asked for.
        watched.primary.start()
        await answered(place, during)
        after = await place.slack.type("chi", "general", "@Threadloom and now?")
        await answered(place, [after])
        print(f"all answered {time.monotonic() - since:.1f} s after the end of the primary")


async def test_a_cluster_serves_like_one_server(nodes):
    async with world() as place:
        await running(place, nodes.url)
        place.messages.script(*[Say(TEXT)] * 2)
        root = await place.slack.type("ann", "general", "@Threadloom hello")
        await answered(place, [root])
        await place.slack.type("ann", "general", "go on", thread_ts=root)
        await place.answered(root, 2)
