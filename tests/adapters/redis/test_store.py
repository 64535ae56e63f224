"""What was said is appended once and comes back verbatim; what was set stands where it was set."""

from dataclasses import replace

import pytest

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import LeaseLost, StoreAway, StoreError

HERE = Thread("T1", "C1", "100.0")
THERE = Thread("T1", "C2", "100.0")
FIRST, SECOND = (Question(HERE, ts, "U1", "Hi") for ts in ("101.0", "102.0"))
ALICE, CHANNEL = Place("person", "T1:U1"), Place("channel", "T1:C1")
IN_THREAD = Place("thread", str(HERE))


def said(question, *words):
    """A question, and its answer in a strange block that must come back as it is."""
    block = {"type": "odd", "signature": "ab==", "n": [1, 2.5, None, {"deep": True}], "text": "é😀"}
    user = Turn("user", ({"type": "text", "text": question.text},), question.id)
    answers = [Turn("assistant", ({**block, "word": word},), question.id) for word in words]
    return [user, *answers]


@pytest.fixture
def store(redis):
    return RedisStore(redis, retention=1000)


@pytest.fixture
def mailbox(redis):
    return RedisMailbox(redis, retention=1000)


async def taken(mailbox, question=None):
    if question:
        await mailbox.put(question)
    lease = await mailbox.take(0)
    assert lease is not None
    return lease


async def expire(redis, thread):
    await redis.zadd(keys.LEASES, {str(thread): 1})


async def test_a_new_thread_has_an_empty_conversation(store):
    assert await store.conversation(HERE) == Conversation()


async def test_turns_come_back_in_order_and_verbatim(store, mailbox):
    for question in (FIRST, SECOND):
        lease = await taken(mailbox, question)
        await store.keep(lease, said(question, "yes"))
        await mailbox.commit(lease)
    expected = Conversation((*said(FIRST, "yes"), *said(SECOND, "yes")))
    assert await store.conversation(HERE) == expected
    assert await store.conversation(THERE) == Conversation()


async def test_the_same_turns_twice_are_kept_once_also_by_the_next_holder(store, mailbox, redis):
    lease = await taken(mailbox, FIRST)
    await store.keep(lease, said(FIRST, "one", "two"), 0)
    await store.keep(lease, said(FIRST, "one", "two"), 0)
    await expire(redis, HERE)
    await store.keep(await taken(mailbox), said(FIRST, "another"), 0)
    assert await store.conversation(HERE) == Conversation(tuple(said(FIRST, "one", "two")))


async def test_of_turns_that_are_partly_kept_the_rest_is_appended(store, mailbox):
    lease = await taken(mailbox, FIRST)
    user, one, two, three = said(FIRST, "one", "two", "three")
    await store.keep(lease, [user, one], 0)
    await store.keep(lease, [one, two], 1)
    await store.keep(lease, [user], 0)
    await store.keep(lease, [two, three], 2)
    assert await store.conversation(HERE) == Conversation((user, one, two, three))


async def test_without_a_number_turns_come_after_those_of_their_question(store, mailbox):
    lease = await taken(mailbox, FIRST)
    user, answer = said(FIRST, "yes")
    await store.keep(lease, [user])
    await mailbox.release(lease)
    lease = await taken(mailbox)
    await store.keep(lease, [])
    await store.keep(lease, [answer])
    await store.keep(lease, [user, answer], 0)
    assert await store.conversation(HERE) == Conversation((user, answer))


async def test_asked_again_a_question_goes_on_where_its_first_asking_ended(store, mailbox):
    user, answer = said(FIRST, "yes")
    for asking, turn, at in ((FIRST, user, 0), (SECOND, said(SECOND)[0], 0)):
        lease = await taken(mailbox, asking)
        await store.keep(lease, [turn], at)
        await mailbox.commit(lease)
    again = await taken(mailbox, replace(FIRST, again="109.0"))
    await store.keep(again, [user, answer], 0)
    assert await store.conversation(HERE) == Conversation((user, said(SECOND)[0], answer))


async def test_a_turn_whose_predecessor_is_missing_is_not_kept(store, mailbox, redis):
    lease = await taken(mailbox, FIRST)
    user, answer = said(FIRST, "yes")
    with pytest.raises(StoreError) as raised:
        await store.keep(lease, [answer], 1)
    assert not isinstance(raised.value, StoreAway | LeaseLost)
    await store.keep(lease, [user, answer], 0)
    with pytest.raises(StoreError):
        await store.keep(lease, [answer], 3)
    await redis.delete(keys.conversation(HERE))
    with pytest.raises(StoreError):
        await store.keep(lease, [answer], 2)
    await store.keep(lease, [user, answer], 0)
    assert await store.conversation(HERE) == Conversation((user, answer))


async def test_a_conversation_that_an_older_bot_kept_goes_on(store, mailbox, redis):
    user, answer = said(FIRST, "yes")
    await redis.rpush(keys.conversation(HERE), records.write(user))
    lease = await taken(mailbox, FIRST)
    for _ in range(2):
        await store.keep(lease, [answer], 1)
    assert await store.conversation(HERE) == Conversation((user, answer))


async def test_who_lost_the_thread_keeps_nothing(store, mailbox, redis):
    first = await taken(mailbox, FIRST)
    await expire(redis, HERE)
    second = await taken(mailbox)
    with pytest.raises(LeaseLost):
        await store.keep(first, said(FIRST, "stale"))
    await store.keep(second, said(FIRST, "fresh"))
    await mailbox.commit(second)
    with pytest.raises(LeaseLost):
        await store.keep(second, said(FIRST, "late"))
    assert await store.conversation(HERE) == Conversation(tuple(said(FIRST, "fresh")))


async def test_only_threads_with_a_question_are_known(store, mailbox, redis):
    assert await store.since(HERE) is None
    await mailbox.put(FIRST)
    await mailbox.put(replace(FIRST, ts="9999999999.000001"))
    assert await store.since(HERE) == FIRST.ts
    assert await store.since(THERE) is None
    assert 0 < await redis.ttl(keys.known(HERE)) <= 1000


async def test_a_question_is_found_again_after_it_was_dealt_with(store, mailbox):
    assert await store.question(FIRST.id) is None
    await mailbox.commit(await taken(mailbox, FIRST))
    assert await store.question(FIRST.id) == FIRST


async def test_what_is_set_stands_at_its_place_until_it_is_cleared(store):
    await store.prefer(ALICE, "effort", "high")
    await store.prefer(ALICE, "thinking", "budget 2048")
    await store.prefer(CHANNEL, "effort", "low")
    await store.prefer(CHANNEL, "effort", "medium")
    await store.prefer(IN_THREAD, "websearch", "on")
    await store.prefer(IN_THREAD, "websearch", None)
    assert await store.preferred([IN_THREAD, ALICE, CHANNEL, Place("person", "T1:U2")]) == [
        {},
        {"effort": "high", "thinking": "budget 2048"},
        {"effort": "medium"},
        {},
    ]
    assert await store.preferred([]) == []


async def test_a_conversation_and_what_is_set_in_it_end_together(store, mailbox, redis):
    for place in (IN_THREAD, ALICE):
        await store.prefer(place, "effort", "high")
    lease = await taken(mailbox, FIRST)
    for key in (keys.preferences(IN_THREAD), keys.known(HERE)):
        await redis.expire(key, 7)
    await store.keep(lease, said(FIRST, "yes"))
    ends = [
        await redis.ttl(key)
        for key in (
            keys.conversation(HERE),
            keys.kept(HERE),
            keys.preferences(IN_THREAD),
            keys.known(HERE),
        )
    ]
    assert all(7 < end <= 1000 for end in ends), ends
    assert await redis.ttl(keys.preferences(ALICE)) == -1


async def test_a_turn_of_a_newer_bot_is_an_error_and_not_overwritten(store, redis):
    await redis.rpush(keys.conversation(HERE), b'{"v":2,"value":{}}')
    with pytest.raises(StoreError):
        await store.conversation(HERE)
    assert await redis.llen(keys.conversation(HERE)) == 1


async def test_a_killed_server_comes_back_with_every_turn(frail):
    async with connect(frail.url) as redis:
        store, mailbox = RedisStore(redis), RedisMailbox(redis)
        lease = await taken(mailbox, FIRST)
        await store.keep(lease, said(FIRST, "yes"), 0)
        await store.prefer(ALICE, "effort", "high")
        frail.kill()
        with pytest.raises(StoreAway):
            await store.conversation(HERE)
        with pytest.raises(StoreAway):
            await store.keep(lease, said(FIRST, "yes"), 0)
        with pytest.raises(StoreAway):
            await store.preferred([ALICE])
        frail.start()
        await store.keep(lease, said(FIRST, "yes"), 0)
        assert await store.conversation(HERE) == Conversation(tuple(said(FIRST, "yes")))
        assert await store.preferred([ALICE]) == [{"effort": "high"}]
