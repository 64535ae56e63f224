"""What an answer used is counted with it: once, for everyone it counts for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Turn
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account, Bill, Tokens, Usage, accounts
from bot.errors import LeaseLost, StoreError

HERE = Thread("T1", "C1", "100.0")
ANN = Question(HERE, "101.0", "U1", "Hi")
BOB = Question(HERE, "102.0", "U2", "And?")
ELSEWHERE = Question(Thread("T1", "C2", "100.0"), "101.0", "U1", "Hi")
SONNET = "claude-sonnet-4-6"


@pytest.fixture
def store(redis):
    return RedisStore(redis, retention=1000)


@pytest.fixture
def mailbox(redis):
    return RedisMailbox(redis)


def said(question, tokens, model=SONNET):
    told = {"input_tokens": tokens, "output_tokens": 1, "cache_read_input_tokens": 0}
    about = {"model": model, "stop_reason": "end_turn", "usage": told}
    asked = Turn("user", ({"type": "text", "text": "Hi"},), question.first)
    return [asked, Turn("assistant", ({"type": "text", "text": "Yo"},), question.first, about)]


def used(tokens, answers=1, model=SONNET):
    return Usage({Bill(model): Tokens(input=tokens, output=answers)})


async def taken(mailbox, question):
    await mailbox.put(question)
    lease = await mailbox.take(0)
    assert lease is not None
    return lease


async def answered(mailbox, store, question, tokens):
    lease = await taken(mailbox, question)
    await store.keep(lease, said(question, tokens), 0)
    await mailbox.commit(lease)


async def days(redis):
    """The day, by Redis; if midnight is near, both."""
    seconds, _ = await redis.time()
    return [datetime.fromtimestamp(seconds + more, UTC).date().isoformat() for more in (-5, 5)]


async def test_an_answer_counts_for_thread_person_channel_and_workspace(store, mailbox):
    await answered(mailbox, store, ANN, 1)
    await answered(mailbox, store, BOB, 10)
    await answered(mailbox, store, ELSEWHERE, 100)
    assert await store.usage(accounts(ANN)) == [
        used(11, 2),
        used(101, 2),
        used(11, 2),
        used(111, 3),
    ]
    assert await store.usage(accounts(BOB)[1:2]) == [used(10)]


async def test_persons_channels_and_workspaces_are_counted_by_day(store, mailbox, redis):
    today = await days(redis)
    await answered(mailbox, store, ANN, 7)
    today = sorted({*today, *await days(redis)})
    for account in accounts(ANN)[1:]:
        by_day = await store.usage([replace(account, day=day) for day in today])
        assert sum(by_day, Usage()) == used(7), account
        assert await store.usage([replace(account, day="2001-01-01")]) == [Usage()]


async def test_what_is_kept_once_is_counted_once(store, mailbox, redis):
    lease = await taken(mailbox, ANN)
    turns = said(ANN, 5)
    await store.keep(lease, turns, 0)
    await store.keep(lease, turns, 0)
    await store.keep(lease, turns[1:], 1)
    await redis.zadd(keys.LEASES, {str(HERE): 1})
    holder = await mailbox.take(0)
    await store.keep(holder, turns, 0)
    with pytest.raises(LeaseLost):
        await store.keep(lease, turns, 2)
    with pytest.raises(StoreError):
        await store.keep(holder, turns, 7)
    assert await store.usage(accounts(ANN)) == [used(5)] * 4


async def test_every_round_of_an_answer_counts(store, mailbox):
    lease = await taken(mailbox, ANN)
    user, one = said(ANN, 5)
    _, two = said(ANN, 6)
    await store.keep(lease, [user, one], 0)
    await store.keep(lease, [user], 2)
    await store.keep(lease, [two], 3)
    assert await store.usage(accounts(ANN)[:1]) == [used(11, 2)]


async def test_models_are_counted_apart(store, mailbox):
    lease = await taken(mailbox, ANN)
    turns = [*said(ANN, 5), *said(ANN, 200_000, "odd model: é")]
    await store.keep(lease, turns, 0)
    (usage,) = await store.usage(accounts(ANN)[:1])
    assert usage.models == {
        SONNET: used(5),
        "odd model: é": Usage({Bill("odd model: é", long=True): Tokens(input=200_000, output=1)}),
    }


async def test_counters_end_with_the_thread_or_after_400_days(store, mailbox, redis):
    await answered(mailbox, store, ANN, 5)
    assert 0 < await redis.ttl(keys.usage(accounts(ANN)[0])) <= 1000
    others = [key async for key in redis.scan_iter("*}:usage:*")]
    others.remove(keys.usage(accounts(ANN)[0]).encode())
    assert len(others) == 6
    for key in others:
        assert 399 < await redis.ttl(key) / 86_400 <= 400, key


async def test_nothing_was_used_for_those_that_nobody_knows(store):
    assert await store.usage([Account("person", "T1:U9"), Account("team", "T9")]) == [Usage()] * 2
    assert await store.usage([]) == []
