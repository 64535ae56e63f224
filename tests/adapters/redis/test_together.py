"""Questions that wait together share a reply: who they are is decided once, and kept."""

import json
from dataclasses import replace

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.mailbox import RedisMailbox, Room
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.wish import Wish
from tests.adapters.redis.test_mailbox import HERE, expire, taken

THERE = Thread("T1", "C2", "100.000000")


def asked(ts, text="?", user="U1", **more):
    return Question(HERE, ts, user, text, **more)


def texts(lease):
    return [part.text for part in lease.asking.parts]


@pytest.fixture
def mailbox(redis):
    return RedisMailbox(redis)


@pytest.fixture
def bell(redis):
    return RedisBell(redis)


async def running(mailbox, *waiting):
    """The lease of a first question, behind which others wait."""
    await mailbox.put(asked("101.0", "first"))
    lease = await taken(mailbox)
    for question in waiting:
        assert await mailbox.put(question) == "new"
    return lease


async def test_all_that_wait_behind_an_answer_are_taken_as_one(mailbox):
    three = [asked(f"10{n}.0", f"{n}", f"U{n}") for n in (2, 3, 4)]
    await mailbox.commit(await running(mailbox, *three))
    lease = await taken(mailbox)
    assert lease.question == three[0]
    assert lease.asking.parts == tuple(three)
    assert lease.asking.users == ("U2", "U3", "U4")
    assert await mailbox.commit(lease)
    assert await mailbox.take(0) is None
    assert [await mailbox.put(one) for one in three] == ["duplicate"] * 3


async def test_what_is_asked_again_and_what_is_a_word_stays_alone(mailbox):
    again = asked("103.0", "again", again="109.0")
    waiting = [asked("102.0", "a"), again, asked("104.0", "b"), asked("105.0", "!forget")]
    await mailbox.commit(await running(mailbox, *waiting, asked("106.0", "c")))
    rest = []
    while lease := await mailbox.take(0):
        rest.append((lease.question.text, len(lease.asking.parts)))
        await mailbox.commit(lease)
    assert rest == [("a", 1), ("again", 0), ("b", 1), ("!forget", 1), ("c", 1)]


async def test_a_reply_answers_no_more_than_its_share(redis):
    mailbox = RedisMailbox(redis)
    for n in range(Room().together + 3):
        await mailbox.put(asked(f"{200 + n}.0", str(n)))
    first = await taken(mailbox)
    assert len(first.asking.parts) == Room().together
    await mailbox.commit(first)
    assert texts(await taken(mailbox)) == [str(Room().together + n) for n in range(3)]


async def test_whoever_takes_over_has_the_same_ones(redis, mailbox):
    await mailbox.commit(await running(mailbox, asked("102.0", "a"), asked("104.0", "b")))
    first = await taken(mailbox)
    await mailbox.put(asked("103.0", "late"))
    await mailbox.put(asked("101.5", "later still"))
    await expire(redis, HERE)
    second = await taken(mailbox)
    assert second.asking == first.asking
    await mailbox.commit(second)
    assert texts(await taken(mailbox)) == ["later still", "late"]


async def test_one_that_comes_late_neither_joins_nor_overtakes_what_was_begun(redis, mailbox):
    await mailbox.commit(await running(mailbox, asked("103.0", "a"), asked("104.0", "b")))
    await mailbox.release(await taken(mailbox))
    await mailbox.put(asked("102.0", "late"))
    begun = await taken(mailbox)
    assert texts(begun) == ["a", "b"]
    await mailbox.commit(begun)
    assert texts(await taken(mailbox)) == ["late"]


async def test_changed_while_it_waits_it_is_asked_in_its_new_words(mailbox, bell):
    lease = await running(mailbox, asked("102.0", "old"))
    changed = asked("102.0", "new", edited="110.0")
    assert (await bell.change(changed))[0] == "waiting"
    assert (await bell.change(asked("102.0", "older", edited="109.0")))[0] == "stale"
    await mailbox.commit(lease)
    following = await taken(mailbox)
    assert following.question == changed
    assert following.asking.of == "102.0@110.0"


async def test_taken_back_while_it_waits_it_is_not_asked(mailbox, bell):
    lease = await running(mailbox, asked("102.0", "a"), asked("103.0", "b"))
    assert (await bell.withdraw(asked("102.0")))[0] == "waiting"
    assert await mailbox.put(asked("102.0", "a")) == "duplicate"
    await mailbox.commit(lease)
    assert texts(await taken(mailbox)) == ["b"]


async def test_taken_back_before_it_came_it_never_comes(mailbox, bell):
    assert await bell.withdraw(asked("102.0")) == ("unknown", "")
    assert await mailbox.put(asked("102.0")) == "duplicate"


async def test_what_nobody_asked_is_changed_by_nobody(redis, bell):
    assert await bell.change(asked("102.0", edited="103.0")) == ("unknown", "")
    assert await redis.keys("*") == []


async def test_changed_while_it_is_answered_it_is_taken_anew(mailbox, bell):
    lease = await running(mailbox)
    assert (await bell.change(asked("101.0", "new", edited="110.0")))[0] == "running"
    assert not await mailbox.commit(lease)
    await mailbox.release(lease)
    again = await taken(mailbox)
    assert texts(again) == ["new"]
    assert (again.wish, again.attempt) == (None, 1)
    assert again.asking.id != lease.asking.id
    assert await mailbox.commit(again)
    assert await mailbox.take(0) is None


async def test_taken_back_while_it_is_answered_nobody_commits_that_unknowing(redis, mailbox, bell):
    lease = await running(mailbox)
    assert (await bell.withdraw(asked("101.0")))[0] == "running"
    assert not await mailbox.commit(lease)
    await expire(redis, HERE)
    heir = await taken(mailbox)
    assert heir.wish == Wish("withdraw")
    assert not await mailbox.commit(heir)
    assert await mailbox.commit(heir, heeded=True)
    assert await mailbox.take(0) is None


async def test_of_several_one_may_be_taken_back(mailbox, bell):
    await mailbox.commit(await running(mailbox, asked("102.0", "a"), asked("103.0", "b")))
    lease = await taken(mailbox)
    assert await bell.withdraw(asked("102.0")) == ("running", asked("102.0").id)
    await mailbox.release(lease)
    again = await taken(mailbox)
    assert texts(again) == ["b"]
    assert again.question.first == asked("102.0").id, "the reply is still the same one"
    assert again.asking.less
    assert await bell.withdraw(asked("103.0")) == ("running", asked("102.0").id)
    await mailbox.release(again)
    assert (await taken(mailbox)).wish == Wish("withdraw")


async def test_what_was_answered_is_the_askers_to_put_again(mailbox, bell):
    await mailbox.commit(await running(mailbox, asked("102.0", "a"), asked("103.0", "b")))
    await mailbox.commit(await taken(mailbox))
    head = asked("102.0").id
    assert await bell.change(asked("103.0", "c", edited="110.0")) == ("answered", head)
    await mailbox.put(replace(asked("102.0", "a"), again="110.0", how="changed"))
    lease = await taken(mailbox)
    assert (lease.question.again, texts(lease)) == ("110.0", ["a", "c"])
    assert await bell.change(asked("102.0", "d", edited="111.0")) == ("running", head)
    await mailbox.release(lease)
    assert texts(await taken(mailbox)) == ["d", "c"]


async def test_who_asked_in_a_thread_may_stop_what_is_written_there(mailbox, bell):
    assert await bell.stop(HERE, "U1") == "idle"
    lease = await running(mailbox, asked("102.0", user="U2"))
    assert await bell.stop(HERE, "U3") == "barred"
    assert lease.wish is None
    assert await bell.stop(HERE, "U2", asked("102.0").id) == "idle", "that one only waits"
    assert await bell.stop(HERE, "U2", lease.question.id) == "stopped"
    await mailbox.renew(lease)
    assert await lease.wished() == Wish("stop", "U2")
    assert await mailbox.commit(lease)
    assert (await taken(mailbox)).wish is None


async def test_that_it_is_to_be_stopped_outlives_its_worker(redis, mailbox, bell):
    await running(mailbox)
    await expire(redis, HERE)
    assert await bell.stop(HERE, "U1") == "stopped"
    assert (await taken(mailbox)).wish == Wish("stop", "U1")


async def test_the_last_wish_counts_but_what_is_taken_back_is(mailbox, bell):
    lease = await running(mailbox)
    await bell.stop(HERE, "U1")
    await bell.change(asked("101.0", "new", edited="110.0"))
    assert not await mailbox.commit(lease)
    await bell.stop(HERE, "U1")
    await bell.withdraw(asked("101.0"))
    await bell.stop(HERE, "U1")
    await mailbox.renew(lease)
    assert lease.wish == Wish("withdraw")


async def test_a_word_that_does_not_wait_is_heard_once(mailbox, bell):
    word = asked("105.0", "!stop")
    assert [await bell.first(word), await bell.first(word)] == [True, False]
    assert await mailbox.put(word) == "duplicate"


async def test_what_the_first_bot_let_wait_is_still_answered(redis, mailbox):
    """Records without the fields that came later."""
    for ts in ("101.0", "102.0"):
        question = Question(HERE, ts, "U1", ts)
        where = {"team": "T1", "channel": "C1", "ts": "100.000000"}
        told = {"thread": where, "ts": ts, "user": "U1", "text": ts, "direct": False, "again": ""}
        raw = json.dumps({"v": 1, "value": told | {"files": []}})
        await redis.hset(keys.question(question.id), mapping={"asked": raw, "first": question.id})
        await redis.zadd(keys.waiting(HERE), {keys.member(question): 0})
    await redis.zadd(keys.READY, {str(HERE): 1})
    lease = await taken(mailbox)
    assert texts(lease) == ["101.0", "102.0"]
    await mailbox.commit(lease)
    assert await mailbox.take(0) is None
