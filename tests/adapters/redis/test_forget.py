"""A thread that was forgotten left nothing, whatever was told of it and in whatever order."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.redis import keys
from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.memory import RedisMemory
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Turn, block
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account
from bot.conversation.verdict import Verdict
from bot.errors import Forgotten, LeaseLost
from bot.reply.journal import Journal
from tests.traces import naming

NOW = int(time.time()) - 500
HERE = Thread("T1", "C1", f"{NOW}.000001")
THERE = Thread("T1", "C1", f"{NOW}.900001")
PLACE = Place("thread", str(HERE))
USED = {"model": "m", "stop_reason": "end_turn", "usage": {"input_tokens": 7, "output_tokens": 3}}


def said(at, text="canary", thread=HERE, user="U1", **changes):
    """What somebody says in `thread`, so many seconds after it began."""
    return Question(thread, f"{NOW + at}.000001", user, text, **changes)


class Redis:
    """What is kept, and what people do to it."""

    def __init__(self, redis):
        self.redis = redis
        self.mailbox, self.bell = RedisMailbox(redis), RedisBell(redis)
        self.store = RedisStore(redis)

    async def answer(self, question):
        """It is asked, answered and rated."""
        await self.mailbox.put(question)
        while lease := await self.mailbox.take(0):
            if lease.question.text == "!forget":
                await self.store.forget(lease)
            else:
                await self.say(lease)
            await lease.note(Journal("final", pages=("canary",), asking=lease.asking.id))
            await self.mailbox.commit(lease)

    async def say(self, lease):
        first, kept = lease.question.first, await self.store.conversation(lease.question.thread)
        turns = [Turn("user", (block("canary"),), first)]
        turns += [Turn("assistant", (block("canary"),), first, USED)]
        await self.store.keep(lease, turns, kept.kept(first))

    async def judge(self, question):
        when = f"{NOW + 400}.5"
        for user in ("U2", "U4"):  # the other one never asked there
            verdict = Verdict(HERE, question.first, "msg_1", user, "down", when, "canary")
            await self.store.judge(verdict)

    async def left(self, *questions):
        """Where anything of the thread, of these questions or of their words is still named."""
        ids = {part for q in questions for part in (q.first, q.id, q.ts)}
        return await naming(self.redis, str(HERE), HERE.ts, "canary", *ids)


@pytest.fixture
def kept(redis):
    return Redis(redis)


async def test_nothing_of_it_is_left_but_counts_and_that_it_was_forgotten(kept, redis):
    asked = [said(1), said(2, user="U2"), said(3, edited=f"{NOW + 4}.5")]
    for question in asked:
        await kept.answer(question)
    again = replace(asked[0], again=f"{NOW + 8}.7", how="same")
    await kept.answer(again)
    await kept.bell.change(replace(asked[1], text="canary two", edited=f"{NOW + 9}.7"))
    await kept.judge(asked[0])
    await kept.store.prefer(PLACE, "effort", "high")
    await kept.bell.first(said(10, "!help"))
    await kept.bell.withdraw(said(11))
    await RedisMemory(redis).tell({HERE: NOW + 3.0})
    order = said(20, "!forget")
    assert await kept.left(*asked, again)

    await kept.answer(order)
    assert await kept.left(*asked, again, said(10), said(11)) == {}
    assert set(await naming(redis, order.ts)) == {keys.forgotten(HERE)}
    people = [Account(kind, key) for kind, key in (("person", "T1:U1"), ("team", "T1"))]
    assert [used.total.input for used in await kept.store.usage(people)] == [21, 28]
    assert not (await kept.store.usage([Account("thread", str(HERE))]))[0]
    assert (await kept.store.conversation(HERE)).since == order.ts


async def test_another_thread_of_the_same_people_stays_as_it_is(kept):
    other = said(5, thread=THERE)
    await kept.answer(said(1))
    await kept.answer(other)
    await kept.store.prefer(Place("person", "T1:U1"), "effort", "low")
    await kept.answer(said(20, "!forget"))
    assert len((await kept.store.conversation(THERE)).turns) == 2
    assert await kept.store.threads("T1", "U1", 9) == [THERE]
    assert await kept.store.question(other.first) == other
    assert await kept.store.preferred([Place("person", "T1:U1")]) == [{"effort": "low"}]


async def test_what_slack_tells_late_brings_nothing_back(kept):
    question, order = said(1), said(20, "!forget")
    await kept.answer(question)
    await kept.answer(order)
    assert await kept.mailbox.put(question) == "duplicate"
    assert await kept.mailbox.put(order) == "duplicate"
    assert await kept.mailbox.put(said(2)) == "duplicate"
    assert await kept.bell.withdraw(question) == ("unknown", "")
    assert await kept.bell.withdraw(said(2)) == ("unknown", "")
    assert (await kept.bell.change(replace(question, edited=f"{NOW + 30}.1")))[0] == "unknown"
    assert not await kept.bell.first(said(3, "!help"))
    with pytest.raises(Forgotten):
        await kept.judge(question)
    assert await kept.left(question, said(2), said(3)) == {}


async def test_what_waits_meanwhile_begins_anew(kept):
    await kept.answer(said(1))
    await kept.mailbox.put(order := said(20, "!forget"))
    lease = await kept.mailbox.take(0)
    later = said(21, "anew", user="U3")
    await kept.mailbox.put(later)
    await kept.store.forget(lease)
    await kept.mailbox.commit(lease)
    assert await kept.store.since(HERE) == later.ts
    assert await kept.store.asked(HERE) == {later.id: "U3"}
    assert await kept.store.threads("T1", "U3", 9) == [HERE]
    assert await kept.store.threads("T1", "U1", 9) == []
    next_ = await kept.mailbox.take(0)
    assert next_.question == later
    await kept.say(next_)
    await kept.mailbox.commit(next_)
    assert await kept.store.question(later.first) == later
    assert await kept.store.question(order.first) is None


async def test_who_lost_the_thread_neither_forgets_nor_writes_any_more(kept, redis):
    await kept.mailbox.put(said(1))
    dead = await kept.mailbox.take(0)
    await redis.zadd(keys.LEASES, {str(HERE): 1})
    heir = await kept.mailbox.take(0)
    await kept.say(heir)
    await kept.mailbox.commit(heir)
    await kept.answer(said(20, "!forget"))
    for act in (kept.say(dead), dead.note(Journal("posted")), kept.store.forget(dead)):
        with pytest.raises(LeaseLost):
            await act
    assert await kept.left(said(1)) == {}


@pytest.mark.parametrize("steps", [0, 1, 2])
async def test_whoever_takes_over_from_the_dead_finishes_it(kept, redis, steps):
    question, order = said(1), said(20, "!forget")
    await kept.answer(question)
    await kept.mailbox.put(order)
    lease = await kept.mailbox.take(0)
    if steps > 0:
        await kept.store.forget(lease)
    if steps > 1:
        await lease.note(Journal("posted", pages=("canary",)))
    await redis.zadd(keys.LEASES, {str(HERE): 1})
    heir = await kept.mailbox.take(0)
    assert (heir.question, heir.attempt) == (order, 2)
    await kept.store.forget(heir)
    await kept.mailbox.commit(heir)
    assert await kept.left(question) == {}


ACTS = st.sampled_from(["ask", "again", "change", "withdraw", "word", "judge", "prefer", "retry"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ACTS, st.integers(1, 6)), max_size=12), st.booleans())
async def test_whatever_people_did_before_nothing_is_left(kept, redis, acts, late):
    await redis.flushall()
    questions = [said(at, user=f"U{at % 3}") for at in range(7)]
    await kept.answer(questions[0])
    await played(kept, questions, acts)
    await kept.answer(said(20, "!forget"))
    assert await kept.left(*questions) == {}
    if late:
        await played(kept, questions, [(act, at) for act, at in acts if act != "prefer"])
        assert await kept.left(*questions) == {}


async def played(kept, questions, acts):
    for number, (act, at) in enumerate(acts):
        question, when = questions[at], f"{NOW + 10}.{number:06}"
        known = await kept.store.question(question.first)
        if known and act == "again":
            await kept.answer(replace(question, again=when, how="same"))
        elif known and act == "judge":
            await kept.judge(question)
        elif act == "prefer":
            await kept.store.prefer(PLACE, "effort", "high")
        elif act not in ("again", "judge"):
            await told(kept, replace(question, edited=when), act)


async def told(kept, question, act):
    match act:
        case "ask":
            await kept.answer(replace(question, edited=""))
        case "change":
            await kept.bell.change(question)
        case "withdraw":
            await kept.bell.withdraw(question)
        case "word":
            await kept.bell.first(question)
        case "retry":
            await kept.answer(replace(question, text="!retry"))
