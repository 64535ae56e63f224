"""A Redis that has lost its memory is known for it, and one process at a time mends it."""

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.memory import RedisMemory
from bot.adapters.redis.store import RedisStore
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.reply.journal import Journal

THREAD = Thread("T1", "C1", "1.0")
QUESTION = Question(THREAD, "2.0", "U1", "Hi")
JOURNAL = Journal("posted", "r", ("3.0",), 5, QUESTION.id)


async def test_a_new_redis_is_not_whole_until_it_was_looked_through(redis):
    memory = RedisMemory(redis)
    assert await memory.whole() is False
    await memory.looked_through()
    assert await memory.whole() is True


async def test_emptied_it_is_not_whole_any_more(redis):
    memory = RedisMemory(redis)
    await memory.looked_through()
    await redis.flushall()
    assert await memory.whole() is False


async def test_what_is_emptied_while_it_is_looked_through_is_not_whole_in_the_end(redis):
    memory = RedisMemory(redis)
    await memory.begin()
    await redis.flushall()
    assert await memory.hold(), "nobody else had it meanwhile"
    assert await memory.looked_through() is False
    assert await memory.whole() is False
    await memory.begin()
    assert await memory.looked_through() is True
    assert await memory.whole() is True


async def test_nor_is_another_server_with_the_same_file(frail):
    async with connect(frail.url) as redis:
        await RedisMemory(redis).looked_through()
    frail.stop()
    frail.start()
    async with connect(frail.url) as redis:
        assert await redis.get(keys.MEMORY)
        assert await RedisMemory(redis).whole() is False


async def test_one_process_at_a_time_looks_through_it(redis):
    one, other = RedisMemory(redis), RedisMemory(redis)
    assert await one.hold() is True
    assert await other.hold() is False
    assert await one.hold() is True
    await one.looked_through()
    assert await other.hold() is True


async def test_who_holds_it_and_dies_does_not_hold_it_for_ever(redis):
    one, other = RedisMemory(redis, hold=0.05), RedisMemory(redis)
    assert await one.hold() is True
    while not await other.hold():
        pass
    assert await one.hold() is False


async def test_all_processes_tell_what_they_saw_the_latest_first(redis):
    memory = RedisMemory(redis)
    older, newer = Thread("T1", "C1", "5.0"), Thread("T1", "C2", "1.0")
    await memory.tell({})
    await memory.tell({older: 6.0, newer: 7.0})
    await memory.tell({older: 5.5, THREAD: 1.0})
    assert await memory.told(9) == [newer, older, THREAD]
    assert await memory.told(1) == [newer]
    await memory.looked_through()
    assert await memory.told(9) == []


async def test_that_we_were_called_is_known_once(redis):
    memory, store = RedisMemory(redis), RedisStore(redis)
    assert await memory.know(THREAD, "1.5") is True
    assert await memory.know(THREAD, "9.0") is False
    assert await store.since(THREAD) == "1.5"


async def test_what_stands_of_a_reply_is_there_for_who_answers(redis):
    memory, mailbox = RedisMemory(redis), RedisMailbox(redis)
    await memory.seed(QUESTION, JOURNAL)
    assert await mailbox.put(QUESTION) == "new"
    lease = await mailbox.take(0)
    assert lease.journal == JOURNAL
    assert await memory.knows("T1", "C1", "2.0")
    assert not await memory.knows("T1", "C1", "3.0")


async def test_a_question_that_is_there_has_its_own_journal(redis):
    memory, mailbox = RedisMemory(redis), RedisMailbox(redis)
    assert await mailbox.put(QUESTION) == "new"
    await memory.seed(QUESTION, JOURNAL)
    assert (await mailbox.take(0)).journal == Journal()


async def test_after_a_loss_no_token_is_given_that_somebody_may_still_show(redis):
    mailbox = RedisMailbox(redis)
    await mailbox.put(QUESTION)
    before = await mailbox.take(0)
    await redis.flushall()
    await mailbox.put(QUESTION)
    assert (await mailbox.take(0)).token != before.token


async def test_what_was_forgotten_is_not_known_again_by_looking_through_slack(redis):
    memory, store = RedisMemory(redis), RedisStore(redis)
    await redis.set(keys.forgotten(THREAD), "5.0")
    assert await memory.know(THREAD, "1.5") is False
    assert await store.since(THREAD) is None
    assert await memory.know(THREAD, "6.0") is True
