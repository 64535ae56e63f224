"""The threads in which somebody asked are listed, the newest first, as long as they are kept."""

import time
from dataclasses import replace

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.kind import LISTED
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.question import Question
from bot.conversation.thread import Thread

NOW = int(time.time())


def asked(ago, user="U1", text="Hi", root=None):
    """What `user` says so many seconds ago, in the thread that began then, or at `root`."""
    ts = f"{NOW - ago}.000100"
    return Question(Thread("T1", "C1", root or ts), ts, user, text)


@pytest.fixture
def store(redis):
    return RedisStore(redis, retention=100_000)


@pytest.fixture
def mailbox(redis):
    return RedisMailbox(redis, retention=100_000)


async def test_each_thread_stands_once_where_it_was_asked_in_last(mailbox, store):
    first, second = asked(30), asked(20)
    for question in (first, second, asked(10, root=first.thread.ts), asked(25, user="U2")):
        await mailbox.put(question)
    assert await store.threads("T1", "U1", 10) == [first.thread, second.thread]
    assert await store.threads("T1", "U1", 1) == [first.thread]
    assert await store.threads("T2", "U1", 10) == []


async def test_what_comes_late_moves_nothing_down(mailbox, store):
    first, second = asked(30), asked(20)
    for question in (asked(10, root=first.thread.ts), second, first):
        await mailbox.put(question)
    assert await store.threads("T1", "U1", 10) == [first.thread, second.thread]


async def test_words_that_ask_nothing_list_nothing(mailbox, store):
    summary = asked(5, text="!summarize 7d")
    for text in ("!retry", "!forget", summary.text):
        await mailbox.put(asked(len(text), text=text))
    await mailbox.put(replace(asked(9), how="gone", again="gone", text=""))
    assert await store.threads("T1", "U1", 10) == []
    await mailbox.put(replace(summary, direct=True, ts=f"{NOW}.5"))
    assert await store.threads("T1", "U1", 10) == [summary.thread]


async def test_what_is_kept_no_longer_is_listed_no_longer(mailbox, store, redis):
    await mailbox.put(asked(200_000))
    await mailbox.put(asked(10))
    assert await store.threads("T1", "U1", 10) == [asked(10).thread]
    assert 0 < await redis.pttl(keys.threads("T1", "U1")) <= 100_000_000


async def test_no_more_are_listed_than_anybody_looks_through(mailbox, store):
    for ago in range(LISTED + 20, 0, -1):
        await mailbox.put(asked(ago))
    found = await store.threads("T1", "U1", 1000)
    assert len(found) == LISTED
    assert found[0] == asked(1).thread
