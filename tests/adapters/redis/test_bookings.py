"""Calls of other methods are booked: one after the other, never more than their rates allow."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.connection import connect
from bot.reply.rates import rates

TEAM = "T1"
POST, DELETE = "chat.postMessage", "chat.delete"


def at(redis, now):
    """The allowance at a time."""
    return RedisAllowance(redis, clock=lambda: now)


async def booked(url, calls):
    """When each of `calls` (seconds after the last one, channel) may be made."""
    times, now = [], 0.0
    async with connect(url) as redis:
        await redis.flushall()
        for later, channel in calls:
            now += later
            times.append((now + await at(redis, now).book(TEAM, POST, channel), channel))
    return times


def within(times, rate):
    """No window of the rate holds more calls than it allows."""
    times = sorted(times)
    late = zip(times, times[rate.calls :], strict=False)
    return all(later - early >= rate.seconds - 1e-5 for early, later in late)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(calls=st.lists(st.tuples(st.floats(0, 3), st.sampled_from("AB")), max_size=60))
def test_no_window_holds_more_calls_than_its_rate(url, calls):
    times = asyncio.run(booked(url, calls))
    for channel in "AB":
        mine = [time for time, place in times if place == channel]
        assert mine == sorted(mine), "first come, first served"
        assert within(mine, rates(POST, channel)[channel])
    assert within([time for time, _ in times], rates(POST, "A")[""])


async def test_one_channel_does_not_wait_for_another(redis):
    allowance = at(redis, 5.0)
    waits = [await allowance.book(TEAM, POST, "A") for _ in range(12)]
    assert waits == [0.0] * 10 + [13.0] * 2
    assert await allowance.book(TEAM, POST, "B") == 0.0
    assert await allowance.book("T2", POST, "A") == 0.0


async def test_all_channels_share_what_the_workspace_allows(redis):
    allowance = at(redis, 5.0)
    waits = [await allowance.book(TEAM, DELETE, f"C{n}") for n in range(51)]
    assert waits == [0.0] * 50 + [61.0]


async def test_a_method_without_a_rate_waits_for_nothing(redis):
    assert {await at(redis, 5.0).book(TEAM, "auth.test", "") for _ in range(99)} == {0.0}


async def test_slow_down_holds_for_the_method_in_the_workspace(redis):
    allowance = at(redis, 5.0)
    await allowance.pause(TEAM, 20, POST)
    await allowance.pause(TEAM, 1, POST)
    assert await allowance.book(TEAM, POST, "A") == 20.0
    assert await allowance.book(TEAM, DELETE, "A") == 0.0
    assert await allowance.interim(TEAM, "a") == 0.0
    assert await allowance.book("T2", POST, "A") == 0.0
    assert await at(redis, 26.0).book(TEAM, POST, "B") == 0.0


async def test_bookings_leave_nothing_behind(redis):
    allowance = RedisAllowance(redis)
    for _ in range(12):
        await allowance.book(TEAM, POST, "A")
    await allowance.pause(TEAM, 30, DELETE)
    for key in await redis.keys("*"):
        assert 0 < await redis.ttl(key) <= 123, key
