"""Rows 1 to 6: processes that are killed, or stopped, at named moments."""

import asyncio
import signal
from contextlib import suppress

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.slack.mark import CALL
from bot.playground.messages.script import Say
from tests.faults.gate import Gate
from tests.whole.world import body, over_http, over_socket, world

TEXT = "Said once, and once only. " * 12
MOMENTS = {
    "taken": ("claim", (), True),
    "about to write that it will post": ("note", ('"phase":"intent"',), False),
    "about to post": ("note", ('"phase":"intent"',), True),
    "posted": ("note", ('"phase":"posted"',), False),
    "posted, and known to be": ("note", ('"phase":"posted"',), True),
    "about to keep what was asked": ("keep", ('"role":"user"',), False),
    "kept what was asked": ("keep", ('"role":"user"',), True),
    "about to keep the answer": ("keep", ('"role":"assistant"',), False),
    "kept the answer": ("keep", ('"role":"assistant"',), True),
    "final": ("note", ('"phase":"final"',), False),
    "final, and known to be": ("note", ('"phase":"final"',), True),
    "about to commit": ("commit", (), False),
    "committed": ("commit", (), True),
}
"""Script, what is in its call, and whether Redis still does it before the worker is killed."""


async def run_web(place, redis):
    web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
    await web.ready(60)


async def warm(place, redis):
    """One question answered, so that Redis knows all scripts."""
    first = await place.run("worker", REDIS_URL=redis.url)
    root = await place.slack.type("ann", "general", "@Threadloom good morning")
    await place.answered(root, timeout=40)
    first.signal()
    assert await first.ended() == 0


async def committed(redis):
    """Until nothing waits and nothing is held."""
    async with connect(redis.url) as there, asyncio.timeout(60):
        while await there.zcard(keys.LEASES) or await there.zcard(keys.READY):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def reached(gate, patience):
    with suppress(TimeoutError):
        await asyncio.wait_for(gate.reached.wait(), patience)
    return gate.reached.is_set()


async def killed_at(place, redis, moment):
    """A question whose worker was killed at this moment."""
    script, words, after = MOMENTS[moment]
    root = await place.slack.type("ann", "general", f"@Threadloom {moment}?")
    async with Gate(redis.url, script, root, *words, after=after) as gate:
        worker = await place.run("worker", REDIS_URL=gate.url)
        assert await reached(gate, 30), moment
        worker.child.kill()
        await worker.ended()
    return root


async def once(place, root):
    """One reply, finished, and all of it; another message may call to it who waited for long."""
    reply = await place.answered(root, timeout=60)
    calls = [m for m in place.replies(root) if m["metadata"]["event_type"] == CALL]
    assert len(place.replies(root)) == 1 + len(calls)
    return body(reply).strip()


@pytest.mark.timeout(300)  # thirteen processes begin and are killed, one after the other
async def test_row_01_a_worker_is_killed_at_each_named_moment(redis):
    async with world(speed=0, per_channel={}) as place:
        await run_web(place, redis)
        await warm(place, redis)
        place.messages.script(*[Say(TEXT)] * 60)
        roots = {moment: await killed_at(place, redis, moment) for moment in MOMENTS}
        await place.run("worker", REDIS_URL=redis.url)
        for moment, root in roots.items():
            assert await once(place, root) == TEXT.strip(), moment
        await committed(redis)
        for root in roots.values():
            await once(place, root)


async def test_row_02_a_worker_is_killed_when_its_post_has_arrived(redis):
    async with world() as place:
        await run_web(place, redis)
        first = await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say(TEXT))
        place.slack.fault("chat.postMessage", delay=float("inf"), after_accepting=True)
        root = await place.slack.type("ann", "general", "@Threadloom did it arrive?")
        (shown,) = await place.slack.until(lambda: place.replies(root), 40)
        first.child.kill()
        await first.ended()
        await place.run("worker", REDIS_URL=redis.url)
        assert await once(place, root) == TEXT.strip()
        assert place.replies(root)[0]["ts"] == shown["ts"]


async def test_row_03_a_worker_is_killed_between_its_final_edit_and_its_commit(redis):
    async with world() as place:
        await run_web(place, redis)
        await warm(place, redis)
        place.messages.script(Say(TEXT))
        root = await killed_at(place, redis, "about to commit")
        assert await once(place, root) == TEXT.strip()
        called, asked = len(place.slack.calls), len(place.messages.requests)
        await place.run("worker", REDIS_URL=redis.url)
        await committed(redis)
        later = {call.method for call in place.slack.calls[called:]}
        assert not {name for name in later if name.startswith("chat.")}, "nobody sees anything"
        assert len(place.messages.requests) == asked
        assert await once(place, root) == TEXT.strip()


async def test_row_04_a_receiver_is_killed_between_keeping_and_acknowledging(redis):
    async with world(retries=(1.0,) * 60) as place:
        first = await place.run("web", REDIS_URL=redis.url, **over_http(place.slack))
        place.slack.request_url = f"{await first.ready(60)}/slack/events"
        await place.run("worker", REDIS_URL=redis.url)
        root = await place.slack.type("ann", "general", "@Threadloom good morning")
        await place.answered(root, timeout=40)
        first.child.kill()
        await first.ended()

        async with Gate(redis.url, "put", after=True) as gate:
            second = await place.run("web", REDIS_URL=gate.url, **over_http(place.slack))
            place.slack.request_url = f"{await second.ready(60)}/slack/events"
            place.messages.script(Say(TEXT))
            root = await place.slack.type("ann", "general", "@Threadloom heard?")
            assert await reached(gate, 20)
            second.child.kill()
            await second.ended()
        third = await place.run("web", REDIS_URL=redis.url, **over_http(place.slack))
        place.slack.request_url = f"{await third.ready(60)}/slack/events"
        await place.slack.until(lambda: all(d.state == "taken" for d in place.slack.deliveries), 40)
        await third.says("asked: duplicate")  # or else the journal alone would keep it to one reply
        assert not [line for line in third.lines if "asked: new" in line]
        assert await once(place, root) == TEXT.strip()
        assert len(place.asked()) == 2


async def test_row_06_a_worker_that_was_stopped_shows_nothing_once_it_wakes(redis):
    async with world() as place:
        await run_web(place, redis)
        first = await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say(TEXT), Say(TEXT + "And more."))
        place.messages.hold(after=20)
        root = await place.slack.type("ann", "general", "@Threadloom are you there?")
        shown = await place.said(root, "Said once", timeout=40)
        first.signal(signal.SIGSTOP)
        await place.run("worker", REDIS_URL=redis.url)
        await place.messages.until(lambda requests: len(requests) == 2, 40)
        place.messages.go()
        assert await once(place, root) == (TEXT + "And more.").strip()
        await committed(redis)
        called = len(place.slack.calls)
        first.signal(signal.SIGCONT)
        await first.says("lost the lease|somebody else's|no more is drawn", 20)
        first.signal()
        assert await first.ended() == 0
        later = [call.method for call in place.slack.calls[called:]]
        assert not [name for name in later if name.startswith("chat.")]
        assert place.replies(root)[0]["ts"] == shown["ts"]
        assert await once(place, root) == (TEXT + "And more.").strip()


async def test_row_06_a_worker_that_was_stopped_before_its_final_edit_does_not_make_it(redis):
    """It wakes in the middle of things: nothing but its own clock tells it not to go on.

    No renewal of its lease gets through, or that would tell it as well, and mostly in time.
    """
    async with world() as place, Gate(redis.url, "renew") as gate:
        await run_web(place, redis)
        first = await place.run("worker", REDIS_URL=gate.url)
        place.messages.script(Say(TEXT), Say(TEXT))
        place.slack.fault("chat.update", times=10**6, status=503, having="blocks")
        root = await place.slack.type("ann", "general", "@Threadloom are you there?")
        await first.says("final edit not confirmed", 40)
        first.signal(signal.SIGSTOP)  # it rests for half a second
        place.slack.heal()
        await place.run("worker", REDIS_URL=redis.url)
        assert await once(place, root) == TEXT.strip()
        await committed(redis)
        called = len(place.slack.calls)
        first.signal(signal.SIGCONT)
        await first.says("lost the lease|somebody else's", 20)
        first.signal()
        assert await first.ended() == 0
        later = [call.method for call in place.slack.calls[called:]]
        assert not [name for name in later if name.startswith("chat.")]
