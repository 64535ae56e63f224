"""Streams never call more often than Slack allows, and what is begun can always be ended."""

import asyncio

import pytest

from bot.adapters.redis.flow import RedisFlow

TEAM = "T1"


@pytest.fixture
def flow(redis):
    """With an hour for a minute: in a test nothing comes back."""
    return RedisFlow(redis, minute=3600)


async def burst(flow, act, most=60):
    """How many calls are granted in a row, each for somebody else."""
    for granted in range(most):
        if await flow.ask(TEAM, act, f"r{granted}"):
            return granted
    return most


async def test_each_method_has_its_burst(flow):
    assert await burst(flow, "append") == 20
    assert await burst(flow, "start") == 12
    assert 0 < await flow.ask(TEAM, "append", "a") <= 3600 / 80
    assert await flow.ask("T2", "append", "a") == 0.0


async def test_every_stream_that_started_can_stop_at_once(flow):
    started = await burst(flow, "start")
    assert [await flow.ask(TEAM, "stop", f"r{n}") for n in range(started)] == [0.0] * started


async def test_none_starts_whose_stop_would_have_to_wait(flow):
    for n in range(12):
        assert await flow.ask(TEAM, "stop", f"r{n}") == 0.0
    assert await flow.ask(TEAM, "start", "a") > 0


async def test_who_has_ended_holds_no_room(flow):
    started = await burst(flow, "work")
    assert started == 10  # each is to be followed by a second call of the same method
    assert await flow.ask(TEAM, "work", "new") > 0
    for n in range(started):
        assert await flow.ask(TEAM, "rest", f"r{n}") == 0.0
    assert await flow.ask(TEAM, "rest", "whoever") > 0


async def test_who_is_gone_is_forgotten(redis):
    flow = RedisFlow(redis)
    for n in range(12):
        await flow.ask(TEAM, "start", f"r{n}")
    await flow.end(TEAM, "r0")
    assert await redis.zcard("{threadloom}:flow:T1:stop:open") == 11
    for key in await redis.keys("*"):
        assert 0 < await redis.ttl(key) <= 301, key


async def test_a_pause_holds_for_one_method_of_all_processes(redis, flow):
    await flow.pause(TEAM, "append", 30)
    assert 29 < await RedisFlow(redis).ask(TEAM, "append", "a") <= 30
    assert await flow.ask(TEAM, "start", "a") == 0.0


async def test_in_any_minute_no_more_than_slack_allows(redis):
    minute, granted = 1.0, []
    flow = RedisFlow(redis, minute=minute)

    async def say(reply):
        for _ in range(25):
            while wait := await flow.ask(TEAM, "append", reply):  # noqa: ASYNC110  as told
                await asyncio.sleep(wait)
            seconds, micros = await redis.time()
            granted.append(seconds + micros / 1_000_000)

    await asyncio.gather(*(say(f"r{n}") for n in range(6)))
    granted.sort()
    # The grant was a moment before its time was asked for, some earlier and some later.
    assert all(
        late - early >= minute * 0.8 for early, late in zip(granted, granted[100:], strict=False)
    )
