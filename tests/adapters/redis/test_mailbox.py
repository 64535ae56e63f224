"""The questions of a thread one by one and in order, those of threads side by side, none lost."""

import asyncio
from dataclasses import replace

import pytest

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox, Room
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import LeaseLost, StoreAway, StoreError
from bot.reply.journal import Journal

HERE = Thread("T1", "C1", "100.000000")
THERE = Thread("T1", "C2", "100.000000")
DAY = 86_400


def asked(ts, thread=HERE):
    return Question(thread, ts, "U1", f"What about {ts}?")


async def expire(redis, *threads):
    """What Redis sees when time has passed."""
    await redis.zadd(keys.LEASES, {str(thread): 1 for thread in threads})


async def taken(mailbox):
    lease = await mailbox.take(0)
    assert lease is not None
    return lease


@pytest.fixture
def mailbox(redis):
    """One that answers questions one by one; `test_together.py` has the other kind."""
    return RedisMailbox(redis, room=Room(together=1))


async def test_a_question_is_taken_as_it_was_put(mailbox):
    question = Question(HERE, "101.5", "U1", "Hi “you” 😀", direct=True, again="7.1")
    assert await mailbox.put(question) == "new"
    lease = await taken(mailbox)
    assert lease.question == question
    assert lease.attempt == 1
    assert lease.journal == Journal()
    lease.check()


async def test_an_empty_mailbox_has_nothing_to_take(mailbox):
    assert await mailbox.take(0) is None
    assert await mailbox.take(0.05) is None


async def test_a_question_is_put_once(mailbox):
    assert await mailbox.put(asked("101.0")) == "new"
    assert await mailbox.put(asked("101.0")) == "duplicate"
    await mailbox.commit(await taken(mailbox))
    assert await mailbox.put(asked("101.0")) == "duplicate"
    assert await mailbox.take(0) is None


async def test_a_question_asked_again_by_button_is_another(mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.commit(await taken(mailbox))
    assert await mailbox.put(replace(asked("101.0"), again="109.0")) == "new"
    assert (await taken(mailbox)).question.again == "109.0"


async def test_questions_are_taken_in_the_order_of_their_stamps(mailbox):
    for ts in ("101.000100", "99.9", "101.0001001", "100.5", "101.00009"):
        await mailbox.put(asked(ts))
    order = []
    while lease := await mailbox.take(0):
        order.append(lease.question.ts)
        await mailbox.commit(lease)
    assert order == ["99.9", "100.5", "101.00009", "101.000100", "101.0001001"]


async def test_a_thread_answers_one_question_at_a_time(mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.put(asked("102.0"))
    lease = await taken(mailbox)
    assert await mailbox.take(0) is None
    await mailbox.commit(lease)
    assert (await taken(mailbox)).question.ts == "102.0"


async def test_threads_do_not_wait_for_each_other(mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.put(asked("101.0", THERE))
    threads = {(await taken(mailbox)).question.thread for _ in range(2)}
    assert threads == {HERE, THERE}


async def test_a_busy_thread_lets_others_go_before_it_goes_on(mailbox):
    for ts in ("101.0", "102.0"):
        await mailbox.put(asked(ts))
    await mailbox.put(asked("103.0", THERE))
    await mailbox.commit(await taken(mailbox))
    assert (await taken(mailbox)).question.thread == THERE


async def test_a_late_question_does_not_displace_the_one_being_answered(mailbox):
    await mailbox.put(asked("102.0"))
    lease = await taken(mailbox)
    await mailbox.put(asked("101.0"))
    await mailbox.commit(lease)
    assert (await taken(mailbox)).question.ts == "101.0"


async def test_a_full_thread_takes_no_more_and_others_do(redis):
    mailbox = RedisMailbox(redis, room=Room(2))
    assert [await mailbox.put(asked(f"10{i}.0")) for i in range(3)] == ["new", "new", "full"]
    assert await mailbox.put(asked("101.0")) == "duplicate"
    assert await mailbox.put(asked("101.0", THERE)) == "new"
    await mailbox.commit(await taken(mailbox))
    assert await mailbox.put(asked("103.0")) == "new"


async def test_that_a_thread_is_full_is_told_once_for_each_message(redis):
    mailbox = RedisMailbox(redis, room=Room(1))
    told = [await mailbox.put(asked(ts)) for ts in ("101.0", "102.0", "102.0", "103.0")]
    assert told == ["new", "full", "duplicate", "full"]
    assert 0 < await redis.pttl(keys.question(asked("102.0").id)) <= 48 * 3_600_000


async def test_each_time_a_thread_becomes_ready_somebody_is_woken(redis, mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.put(asked("102.0"))
    assert await redis.llen(keys.WAKE) == 1
    await mailbox.release(await taken(mailbox))
    assert await redis.llen(keys.WAKE) == 2
    await mailbox.commit(await taken(mailbox))
    assert await redis.llen(keys.WAKE) == 3
    await mailbox.commit(await taken(mailbox))
    assert await mailbox.take(0) is None
    assert await redis.llen(keys.WAKE) == 0


async def test_whoever_waits_is_woken(mailbox):
    waiting = asyncio.create_task(mailbox.take(60))
    await asyncio.sleep(0.05)
    await mailbox.put(asked("101.0"))
    lease = await waiting
    assert lease is not None
    waiting = asyncio.create_task(mailbox.take(60))
    await mailbox.put(asked("102.0"))
    await mailbox.commit(lease)
    assert (await waiting).question.ts == "102.0"


@pytest.mark.parametrize("steps", range(1, 60, 3))
async def test_who_is_cancelled_while_taking_holds_nothing_back(mailbox, steps):
    await mailbox.put(asked("101.0"))
    taking = asyncio.create_task(mailbox.take(60))
    for _ in range(steps):
        await asyncio.sleep(0)
    taking.cancel()
    (lease,) = await asyncio.gather(taking, return_exceptions=True)
    if isinstance(lease, asyncio.CancelledError):
        lease = await taken(mailbox)
    assert lease.attempt == 1
    await mailbox.commit(lease)


async def test_a_lease_that_ran_out_goes_to_another_with_its_journal(redis, mailbox):
    await mailbox.put(asked("101.0"))
    first = await taken(mailbox)
    journal = Journal("posted", "r1", ("101.5",), 12)
    await first.note(journal)
    await expire(redis, HERE)
    second = await taken(mailbox)
    assert second.question == first.question
    assert second.journal == journal
    assert (second.attempt, second.token > first.token) == (2, True)


async def test_who_lost_a_thread_can_do_nothing_with_it(redis, mailbox):
    await mailbox.put(asked("101.0"))
    first = await taken(mailbox)
    await expire(redis, HERE)
    second = await taken(mailbox)
    for act in (mailbox.renew, mailbox.commit, lambda lease: lease.note(Journal("final"))):
        with pytest.raises(LeaseLost):
            await act(first)
    with pytest.raises(LeaseLost):
        first.check()
    await mailbox.release(first)
    second.check()
    await mailbox.renew(second)
    await second.note(Journal("intent", "r2"))
    await mailbox.commit(second)
    assert await mailbox.take(0) is None


async def test_a_lease_found_expired_is_not_renewed_even_if_nobody_else_has_it(redis, mailbox):
    await mailbox.put(asked("101.0"))
    lease = await taken(mailbox)
    await expire(redis, HERE)
    await mailbox.put(asked("102.0", THERE))
    await redis.zadd(keys.READY, {str(THERE): -1})
    assert (await taken(mailbox)).question.thread == THERE
    with pytest.raises(LeaseLost):
        await mailbox.renew(lease)


async def test_a_lease_runs_out_by_itself_and_renewing_prevents_it(redis):
    mailbox = RedisMailbox(redis, lease=0.3)
    await mailbox.put(asked("101.0"))
    first = await taken(mailbox)
    await asyncio.sleep(0.25)
    with pytest.raises(LeaseLost):
        first.check()  # sooner than Redis would give it to another
    second = await mailbox.take(60)
    assert second is not None
    assert second.attempt == 2
    hour = RedisMailbox(redis, lease=3600)
    await hour.renew(second)
    await asyncio.sleep(0.35)
    second.check()
    assert await mailbox.take(0) is None


async def test_what_is_handed_back_is_next_and_was_never_tried(mailbox):
    await mailbox.put(asked("101.0"))
    lease = await taken(mailbox)
    await mailbox.put(asked("101.0", THERE))
    await mailbox.release(lease)
    with pytest.raises(LeaseLost):
        lease.check()
    again = await taken(mailbox)
    assert (again.question, again.attempt) == (lease.question, 1)


async def test_a_commit_may_be_tried_again(mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.put(asked("102.0"))
    lease = await taken(mailbox)
    await mailbox.commit(lease)
    await mailbox.commit(lease)
    following = await taken(mailbox)
    await mailbox.commit(lease)
    following.check()
    assert following.question.ts == "102.0"


async def test_a_question_that_kills_its_workers_is_still_handed_out(redis, mailbox):
    await mailbox.put(asked("101.0"))
    for attempt in range(1, 9):
        assert (await taken(mailbox)).attempt == attempt
        await expire(redis, HERE)


@pytest.mark.parametrize("field", ["asked", "journal"])
async def test_what_a_newer_bot_wrote_is_left_to_newer_workers(redis, mailbox, field):
    await mailbox.put(asked("101.0"))
    await mailbox.put(asked("102.0", THERE))
    where = keys.question(asked("101.0").id)
    ours = await redis.hget(where, field)
    await redis.hset(where, field, b'{"v":2,"value":{}}')
    assert (await taken(mailbox)).question == asked("102.0", THERE), "others are not held up"
    for _ in range(3):
        assert await mailbox.take(0) is None
    if ours:
        await redis.hset(where, field, ours)
    else:
        await redis.hdel(where, field)
    lease = await taken(mailbox)
    assert (lease.question, lease.attempt) == (asked("101.0"), 1), "looking is no attempt"


async def test_what_is_no_record_is_an_error_and_not_lost(redis, mailbox):
    await mailbox.put(asked("101.0"))
    where = keys.question(asked("101.0").id)
    ours = await redis.hget(where, "asked")
    await redis.hset(where, "asked", b'{"v":1,"value":{}}')
    with pytest.raises(StoreError):
        await mailbox.take(0)
    await redis.hset(where, "asked", ours)
    await expire(redis, HERE)
    assert (await taken(mailbox)).question == asked("101.0")


async def test_a_question_deleted_by_hand_does_not_silence_its_thread(redis, mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.put(asked("102.0"))
    await redis.delete(keys.question(asked("101.0").id))
    assert (await taken(mailbox)).question.ts == "102.0"


async def test_a_question_waits_without_end_and_is_known_as_long_as_its_conversation(
    redis, mailbox
):
    where = keys.question(asked("101.0").id)
    await mailbox.put(asked("101.0"))
    assert await redis.ttl(where) == -1
    lease = await taken(mailbox)
    await lease.note(Journal("final"))
    assert await redis.ttl(where) == -1
    await mailbox.commit(lease)
    assert 89 * DAY < await redis.ttl(where) <= 90 * DAY
    assert await redis.ttl(keys.traces(HERE)) >= await redis.ttl(where)


@pytest.mark.parametrize("order", [{"text": "!retry"}, {"how": "open"}, {"how": "aside"}])
async def test_an_order_is_forgotten_after_two_days(redis, mailbox, order):
    question = replace(asked("101.0"), **order)
    await mailbox.put(question)
    await mailbox.commit(await taken(mailbox))
    assert DAY < await redis.ttl(keys.question(question.id)) <= 2 * DAY


@pytest.mark.parametrize("how", ["", "same", "file", "share"])
async def test_asked_again_a_question_is_known_as_long_as_before(redis, mailbox, how):
    first = asked("101.0")
    again = replace(first, again="102.0", how=how)
    for question in (first, again):
        await mailbox.put(question)
        await mailbox.commit(await taken(mailbox))
    assert 89 * DAY < await redis.ttl(keys.question(first.id)) <= 90 * DAY
    assert DAY < await redis.ttl(keys.question(again.id)) <= 2 * DAY


async def test_when_all_is_dealt_with_nothing_is_left_but_what_is_remembered(redis, mailbox):
    await mailbox.put(asked("101.0"))
    await mailbox.commit(await taken(mailbox))
    assert await mailbox.take(0) is None
    left = {key.decode() for key in await redis.keys("*")}
    assert left == {
        keys.FENCE,
        keys.known(HERE),
        keys.asked(HERE),
        keys.question(asked("101.0").id),
        keys.traces(HERE),
    }


async def test_a_killed_server_comes_back_with_every_question(frail):
    async with connect(frail.url) as redis:
        mailbox = RedisMailbox(redis, room=Room(together=1))
        for ts in ("101.0", "102.0"):
            await mailbox.put(asked(ts))
        lease = await taken(mailbox)
        await lease.note(Journal("posted", "r1", ("101.5",)))
        frail.kill()
        for act in (mailbox.put(asked("103.0")), mailbox.renew(lease), mailbox.commit(lease)):
            with pytest.raises(StoreAway):
                await act
        frail.start()
        await mailbox.renew(lease)
        assert await mailbox.put(asked("102.0")) == "duplicate"
        assert await mailbox.put(asked("103.0")) == "new"
        await mailbox.commit(lease)
        rest = []
        while following := await mailbox.take(0):
            rest.append(following.question.ts)
            await mailbox.commit(following)
    assert rest == ["102.0", "103.0"]


async def test_a_lease_of_another_mailbox_is_refused(mailbox):
    with pytest.raises(TypeError):
        await mailbox.renew(object())


async def test_a_question_asked_again_goes_on_with_the_journal_of_its_first_asking(mailbox):
    once = asked("1.000001")
    await mailbox.put(once)
    first = await mailbox.take(0)
    journal = Journal("final", "r1", ("101.5",), 12, first.question.id)
    await first.note(journal)
    await mailbox.commit(first)

    again = replace(once, again="2.000001")
    assert await mailbox.put(again) == "new"
    assert (await mailbox.take(0)).journal == journal


async def test_what_is_asked_elsewhere_by_now_leaves_no_words_and_is_not_taken_again(
    redis, mailbox
):
    order = replace(asked("101.0"), text="a secret", how="aside")
    await mailbox.put(order)
    await mailbox.commit(await taken(mailbox))
    record = await redis.hgetall(keys.question(order.id))
    assert b"secret" not in b" ".join(record.values())
    assert await mailbox.put(order) == "duplicate"
    assert await mailbox.take(0) is None
