"""What people think of answers: each person's newest word counts, and goes with its thread."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.redis import keys
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.verdict import Verdict

HERE, THERE = Thread("T1", "C1", "100.0"), Thread("T1", "C2", "200.0")
UP = Verdict(HERE, "T1:C1:100.0", "msg_1", "U1", "up", "101.5", model="claude-sonnet-4-6")


@pytest.fixture
def store(redis):
    return RedisStore(redis, retention=1000)


async def test_a_verdict_comes_back_as_it_was_given(store):
    told = replace(UP, thumb="down", comment="It is <!channel> not\nso. 🧵")
    await store.judge(told)
    assert await store.feedback(HERE) == [told]
    assert await store.feedback(THERE) == []


async def test_the_newest_of_each_person_on_each_answer_counts(store):
    down = replace(UP, thumb="down", when="103.0")
    other = replace(UP, user="U2", when="102.0")
    newer = replace(UP, answer="msg_2", when="104.0")
    for verdict in (UP, other, down, newer):
        await store.judge(verdict)
    assert await store.feedback(HERE) == [other, down, newer]


async def test_the_threads_of_a_workspace_are_listed_the_newest_first(store):
    await store.judge(UP)
    await store.judge(replace(UP, thread=THERE, when="105.0"))
    assert await store.judged("T1") == [THERE, HERE]
    await store.judge(replace(UP, when="106.0"))
    assert await store.judged("T1") == [HERE, THERE]
    assert await store.judged("T2") == []


async def test_it_is_kept_as_long_as_the_conversation(store, redis):
    await store.judge(UP)
    for key in (keys.feedback(HERE), keys.judged("T1")):
        assert 0 < await redis.pttl(key) <= 1_000_000
    await store.judge(replace(UP, thread=THERE, when="2000.0"))
    assert await store.judged("T1") == [THERE], "what is gone by now is listed no more"


async def test_what_is_to_be_forgotten_takes_its_feedback_along(store, redis):
    await store.judge(UP)
    mailbox = RedisMailbox(redis, retention=1000)
    await mailbox.put(Question(HERE, "107.0", "U1", "!forget"))
    await store.forget(await mailbox.take(0))
    assert await store.feedback(HERE) == []


async def test_who_wants_to_be_forgotten_takes_theirs_out_of_every_thread_and_no_other(
    store, redis
):
    others = [replace(UP, user="U12"), replace(UP, thread=THERE, user="U2")]
    for verdict in (UP, replace(UP, answer="msg_2"), replace(UP, thread=THERE), *others):
        await store.judge(verdict)
    gone = Thread("T1", "C3", "300.0")
    await store.judge(replace(UP, thread=gone))
    await store.forget_person("T1", "U1")
    assert [await store.feedback(place) for place in (HERE, THERE, gone)] == [
        [others[0]],
        [others[1]],
        [],
    ]
    assert set(await store.judged("T1")) == {HERE, THERE}
    await store.judge(UP)
    await store.forget_person("T1", "U1")
    assert await store.feedback(HERE) == [others[0]]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("12"), st.sampled_from(["up", "down"]))
    )
)
async def test_the_last_word_of_everybody_is_what_is_kept(store, redis, told):
    await redis.flushall()
    kept = {}
    for at, (user, answer, thumb) in enumerate(told):
        verdict = Verdict(HERE, UP.question, answer, user, thumb, f"{100 + at}.0")
        await store.judge(verdict)
        kept[user, answer] = thumb
    found = await store.feedback(HERE)
    assert {(each.user, each.answer): each.thumb for each in found} == kept
