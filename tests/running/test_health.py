"""Readiness is steady, and life depends on nobody else."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.running.health import Health, Steady, Vitals
from bot.running.pulse import Pulse


class Felt:
    """What a process feels; changed as the story goes."""

    def __init__(self):
        self.redis, self.connected, self.offset, self.draining = True, True, 0.0, False

    async def answers(self):
        return self.redis

    async def remarks(self):
        return ["Redis eviction: allkeys-lru"]

    async def socket(self):
        return self.connected

    def health(self):
        vitals = Vitals(self.answers, self.remarks, lambda: self.offset)
        return Health(vitals, Pulse(), lambda: self.draining, self.socket)


async def test_before_anybody_looked_it_is_not_ready_and_then_it_is():
    health = Felt().health()
    assert health.ready() == "Redis does not answer"
    assert health.alive() is None
    async with health.watched():
        await asyncio.sleep(0.1)
        assert health.ready() is None


async def test_each_reason_is_told_and_none_ends_the_process():
    felt = Felt()
    health = felt.health()
    felt.connected = False
    async with health.watched():
        await asyncio.sleep(0.05)
        assert health.ready() == "no socket to Slack"
        felt.connected = True
        await asyncio.sleep(0.3)
        assert health.ready() is None
        felt.offset = -121.0
        assert health.ready().startswith("this machine's clock is 121 s behind Slack's")
        felt.draining = True
        assert health.ready() == "draining"
        assert health.alive() is None


async def test_remarks_do_not_make_it_unready():
    felt = Felt()
    felt.offset = 45.0
    health = felt.health()
    async with health.watched():
        await asyncio.sleep(0.1)
        assert health.ready() is None
        clock, redis = health.remarks()
    assert clock.startswith("this machine's clock is 45 s ahead")
    assert redis == "Redis eviction: allkeys-lru"


async def test_a_moment_without_redis_is_no_reason_yet():
    felt = Felt()
    health = felt.health()
    async with health.watched():
        await asyncio.sleep(0.1)
        felt.redis = False
        await asyncio.sleep(1.5)
        assert health.ready() is None


@given(st.lists(st.tuples(st.floats(0, 9), st.booleans())), st.floats(0.1, 9), st.floats(0, 20))
def test_it_holds_while_it_was_so_within_the_patience(felt, patience, later):
    steady, now, last = Steady(patience), 0.0, None
    for step, well in felt:
        now += step
        steady.felt(now, well=well)
        last = now if well else last
    assert steady.holds(now + later) is (last is not None and now + later - last <= patience)
