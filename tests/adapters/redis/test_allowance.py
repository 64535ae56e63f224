"""Edits of a workspace never exceed what Slack allows, finals come first, and all take turns.

A minute is a second or so here: all that depends on time is a part of it.
"""

import asyncio
from collections import Counter

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.allowance import RedisAllowance
from bot.reply.rates import Rate

TEAM = "T1"


@pytest.fixture
def allowance(redis):
    """With a real minute: in a test no edit leaves the window."""
    return RedisAllowance(redis)


async def burst(allowance, reply, kind="interim", most=60):
    """How many edits are granted in a row."""
    ask = getattr(allowance, kind)
    for granted in range(most):
        if await ask(TEAM, reply):
            return granted
    return most


async def edited(ask, reply):
    """Ask until it is granted, as told."""
    wait = await ask(TEAM, reply)
    while wait:
        await asyncio.sleep(wait)
        wait = await ask(TEAM, reply)


async def test_after_a_burst_of_a_third_the_rest_is_spread_over_the_minute(redis):
    hour = 3600
    allowance = RedisAllowance(redis, edits=Rate(50, hour))
    granted = await burst(allowance, "a")
    assert granted == 14
    wait = await allowance.interim(TEAM, "a")
    assert 0.9 * hour < wait * (40 - granted) <= hour


async def test_who_waits_is_told_to_come_back_before_its_place_is_lost(allowance):
    await burst(allowance, "a")
    waits = [await allowance.interim(TEAM, f"r{n}") for n in range(9)]
    assert waits == sorted(waits)
    assert all(0 < wait <= 2.6 for wait in waits)


async def test_finals_may_use_what_interims_had_to_leave(allowance):
    granted = await burst(allowance, "a")
    assert granted + await burst(allowance, "b", "final") == 50
    assert 0 < await allowance.final(TEAM, "b") <= 3
    assert 0 < await allowance.interim(TEAM, "a") <= 3


async def test_interims_leave_room_for_the_final_of_each_running_reply(redis):
    allowance = RedisAllowance(redis, edits=Rate(50, 3600))
    for n in range(48):
        await allowance.begin(TEAM, f"r{n}")
    assert await burst(allowance, "r0") in {1, 2}
    for n in range(48):
        assert await allowance.final(TEAM, f"r{n}") == 0.0


async def test_when_all_room_is_kept_for_finals_interims_wait(allowance):
    for n in range(50):
        await allowance.begin(TEAM, f"r{n}")
    assert await allowance.interim(TEAM, "r0") > 0
    await allowance.end(TEAM, "r1")
    await allowance.end(TEAM, "r2")
    assert await allowance.interim(TEAM, "r0") == 0.0


async def test_a_pause_holds_for_all_processes_of_one_workspace(redis, allowance):
    await allowance.pause(TEAM, 30)
    await allowance.pause(TEAM, 0.01)
    await asyncio.sleep(0.02)
    other = RedisAllowance(redis)
    assert 0 < await other.interim(TEAM, "a") <= 3
    assert 0 < await other.final(TEAM, "b") <= 3
    assert await other.interim("T2", "a") == 0.0


async def test_a_pause_ends(allowance):
    await allowance.pause(TEAM, 0.1)
    assert 0 < await allowance.final(TEAM, "a") <= 0.1
    await asyncio.sleep(0.15)
    assert await allowance.final(TEAM, "a") == 0.0
    assert await allowance.interim(TEAM, "b") == 0.0


async def test_who_ends_leaves_every_line(redis, allowance):
    await allowance.pause(TEAM, 30)
    await allowance.begin(TEAM, "a")
    await allowance.interim(TEAM, "a")
    await allowance.final(TEAM, "b")
    for reply in ("a", "b"):
        await allowance.end(TEAM, reply)
    assert await redis.exists(*keys.allowance(TEAM)) == 1  # the pause


async def test_a_workspace_without_edits_leaves_nothing_behind(redis, allowance):
    await allowance.begin(TEAM, "a")
    await allowance.interim(TEAM, "a")
    await allowance.pause(TEAM, 30)
    await allowance.interim(TEAM, "a")
    await allowance.final(TEAM, "b")
    for key in await redis.keys("*"):
        assert 0 < await redis.ttl(key) <= 123, key


async def test_a_reply_that_went_silent_holds_up_nobody(redis):
    allowance = RedisAllowance(redis, edits=Rate(2, 1.2))
    await allowance.begin(TEAM, "silent")
    await allowance.begin(TEAM, "alive")
    assert await allowance.interim(TEAM, "alive") > 0
    await edited(allowance.interim, "alive")


async def test_all_who_wait_get_as_many_turns(redis):
    allowance = RedisAllowance(redis, edits=Rate(50, 6))
    turns = Counter()
    while sum(turns.values()) < 24:
        for reply in "abcde":
            turns[reply] += not await allowance.interim(TEAM, reply)
    assert max(turns.values()) - min(turns.values()) <= 1, turns


async def test_no_window_ever_holds_more_than_the_ceiling(redis):
    minute, ceiling, interims = 0.7, 20, 15
    allowance = RedisAllowance(redis, interim_per_minute=interims, edits=Rate(ceiling, minute))
    grants = {}

    async def keep_editing(reply, rounds):
        await allowance.begin(TEAM, reply)
        for number in range(rounds):
            await edited(allowance.final if number % 2 else allowance.interim, reply)
            window = await redis.zrange(keys.allowance(TEAM)[0], 0, -1, withscores=True)
            assert len(window) <= ceiling
            grants.update(window)
        await allowance.end(TEAM, reply)

    await asyncio.gather(*(keep_editing(f"r{n}", 7) for n in range(6)))
    times = sorted(time / 1_000_000 for time in grants.values())
    assert len(times) > ceiling
    assert all(late - early >= minute for early, late in zip(times, times[ceiling:], strict=False))


async def test_an_edit_counts_for_a_minute_after_slack_has_answered_it(redis):
    def at(now):
        return RedisAllowance(redis, edits=Rate(2, 60), clock=lambda: now)

    assert await at(100).final(TEAM, "a") == 0.0
    assert await at(101).final(TEAM, "b") == 0.0
    await at(105).made(TEAM, "a")
    await at(106).made(TEAM, "never granted")
    assert await at(160.5).final(TEAM, "c") > 0
    assert await at(161).final(TEAM, "c") == 0.0
    assert await at(164.9).final(TEAM, "d") > 0
    assert await at(165).final(TEAM, "d") == 0.0
