"""A lease is given up by its holder before Redis gives it to another."""

from time import monotonic

import pytest

from bot.adapters.redis.lease import RedisLease
from bot.adapters.redis.scripts import Script
from bot.conversation.question import Asking, Question
from bot.conversation.thread import Thread
from bot.errors import LeaseLost
from bot.reply.journal import Journal


@pytest.fixture
def lease(redis):
    question = Question(Thread("T1", "C1", "1.0"), "2.0", "U1", "Hi")
    asking = Asking(question, (question,))
    return RedisLease(asking, 7, 1, Journal(), monotonic() + 3600, Script(redis, "note"))


def test_a_lease_is_good_until_it_may_have_run_out(lease):
    lease.check()
    lease.until = monotonic()
    with pytest.raises(LeaseLost, match=r"T1:C1:2\.0"):
        lease.check()


def test_a_dropped_lease_is_good_for_nothing(lease):
    lease.drop()
    with pytest.raises(LeaseLost):
        lease.check()


async def test_a_note_that_redis_refuses_ends_the_lease(lease):
    with pytest.raises(LeaseLost):
        await lease.note(Journal("intent", "r1"))
    assert lease.journal == Journal()
    with pytest.raises(LeaseLost):
        lease.check()
