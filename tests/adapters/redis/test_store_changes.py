"""Every change of what is set is kept in the same step, for a time, and goes when it has to."""

import asyncio
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.redis import keys
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.dials import DIALS
from bot.conversation.preferences import Place, channel, person, workspace
from bot.conversation.question import Question
from bot.conversation.thread import Thread

THREAD = Thread("T1", "C1", "100.0")
HERE = Place("thread", str(THREAD))
MINE, OURS, ALL = person("T1", "U1"), channel("T1", "C1"), workspace("T1")
PLACES = (HERE, MINE, OURS, ALL)


def told(rows):
    return [(str(row.place), row.who, row.dial, row.old, row.new) for row in rows]


async def test_a_change_says_who_where_what_from_what_to_what_and_when(redis):
    store = RedisStore(redis)
    begun = (await redis.time())[0]
    await store.prefer(MINE, "effort", "high", by="U1")
    await store.prefer(MINE, "effort", "low", by="U1")
    await store.prefer(MINE, "effort", None, by="U1")
    text = "Be brief.\n\n“é” 😀 <b>"
    await store.prefer(MINE, "instructions", text, by="U1")
    rows = await store.changes(MINE)
    assert told(rows) == [
        ("person:T1:U1", "U1", "instructions", None, text),
        ("person:T1:U1", "U1", "effort", "low", None),
        ("person:T1:U1", "U1", "effort", "high", "low"),
        ("person:T1:U1", "U1", "effort", None, "high"),
    ]
    assert all(begun <= row.when <= begun + 600 for row in rows)
    assert [row.place for row in rows] == [MINE] * 4


async def test_what_changes_nothing_is_no_change(redis):
    store = RedisStore(redis)
    for _ in range(2):
        await store.prefer(OURS, "effort", "high", by="U1")
    await store.prefer(OURS, "thinking", None, by="U1")
    assert len(await store.changes(OURS)) == 1


async def test_a_rival_that_is_cleared_is_a_change_of_its_own(redis):
    store = RedisStore(redis)
    await store.prefer(OURS, "temperature", "0.5", by="U1", rival="top_p")
    await store.prefer(OURS, "top_p", "0.9", by="U2", rival="temperature")
    assert await store.preferred([OURS]) == [{"top_p": "0.9"}]
    assert sorted(told(await store.changes(OURS)), key=str) == sorted(
        [
            ("channel:T1:C1", "U1", "temperature", None, "0.5"),
            ("channel:T1:C1", "U2", "top_p", None, "0.9"),
            ("channel:T1:C1", "U2", "temperature", "0.5", None),
        ],
        key=str,
    )


async def test_a_workspace_has_the_changes_of_its_channels_and_of_nobody_else(redis):
    store = RedisStore(redis)
    elsewhere = (workspace("T2"), channel("T2", "C1"), channel("T1", "C2"))
    for place in (*PLACES, *elsewhere):
        await store.prefer(place, "effort", "high", by="U1")
    assert {row.place for row in await store.changes(ALL)} == {ALL, OURS, channel("T1", "C2")}
    for place in (HERE, MINE, OURS):
        assert [row.place for row in await store.changes(place)] == [place]


async def test_whoever_sets_it_at_once_each_is_told_what_was_there_before(redis):
    store = RedisStore(redis)
    values = [str(n) for n in range(40)]
    await asyncio.gather(*(store.prefer(ALL, "max_tokens", v, by="U1") for v in values))
    rows = (await store.changes(ALL))[::-1]
    assert {row.new for row in rows} == set(values)
    assert rows[0].old is None
    assert all(after.old == before.new for before, after in pairwise(rows))
    assert await store.preferred([ALL]) == [{"max_tokens": rows[-1].new}]


async def test_so_many_are_kept_and_so_long(redis):
    store = RedisStore(redis, retention=7 * 86_400.0)
    for place, most in ((ALL, 500), (MINE, 100), (HERE, 100)):
        for n in range(most + 3):
            await store.prefer(place, "max_tokens", str(n + 1), by="U1")
        rows = await store.changes(place, 1_000)
        assert [row.new for row in rows] == [str(n + 1) for n in range(most + 2, 2, -1)]
    days = [await redis.ttl(keys.changes(place)) / 86_400 for place in (ALL, MINE, HERE)]
    assert [round(n) for n in days] == [400, 400, 7]


async def test_no_number_of_changes_in_a_channel_hides_one_of_the_workspace(redis):
    store = RedisStore(redis)
    await store.prefer(ALL, "effort", "low", by="U1")
    for n in range(503):
        await store.prefer(OURS, "max_tokens", str(n + 1), by="U2")
    rows = await store.changes(ALL, 1_000)
    assert len(rows) == 501
    assert (rows[0].new, rows[-1].who, rows[-1].place) == ("503", "U1", ALL)


async def test_what_is_older_than_that_goes_with_the_next_change(redis):
    store = RedisStore(redis)
    seconds = int((await redis.time())[0])
    row = {"who": "U1", "place": str(ALL), "dial": "effort", "new": "low"}
    for days in (401, 399):
        await redis.xadd(keys.changes(ALL), row, id=f"{(seconds - days * 86_400) * 1000}-0")
    await store.prefer(ALL, "effort", "high", by="U1")
    rows = await store.changes(ALL)
    assert [round((seconds - row.when) / 86_400) for row in rows] == [0, 399]


async def test_of_a_person_who_is_forgotten_there_stays_what_they_changed_for_others(redis):
    store = RedisStore(redis)
    for who in ("U1", "U2"):
        for place in (person("T1", who), OURS, ALL):
            await store.prefer(place, "effort", "low" if who == "U1" else "high", by=who)
    await store.forget_person("T1", "U1")
    assert await store.changes(MINE) == []
    assert {row.who for row in await store.changes(ALL)} == {"U1", "U2"}
    assert len(await store.changes(person("T1", "U2"))) == 1


async def test_what_was_changed_in_a_thread_is_forgotten_with_it(redis):
    store, mailbox = RedisStore(redis), RedisMailbox(redis)
    await mailbox.put(Question(THREAD, "101.0", "U1", "why?"))
    lease = await mailbox.take(0)
    await store.prefer(HERE, "effort", "high", by="U1")
    await store.forget(lease)
    assert await store.changes(HERE) == []
    assert not await redis.exists(keys.changes(HERE))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(["stop_sequence", "temperature", "top_p"]),
        st.sampled_from([None, "0.1", "0.2"]),
        st.sampled_from(["U1", "U2"]),
    ),
    max_size=20,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(ACTS)
async def test_the_list_tells_how_all_came_to_be_as_it_is(redis, acts):
    await redis.flushdb()
    store = RedisStore(redis)
    for place, dial, value, who in acts:
        await store.prefer(place, dial, value, by=who, rival=DIALS[dial].rival)
    for place in PLACES:
        now = {}
        for row in (await store.changes(place))[::-1]:
            if row.place == place:
                assert now.get(row.dial) == row.old != row.new
                now[row.dial] = row.new
        kept = {dial: value for dial, value in now.items() if value is not None}
        assert await store.preferred([place]) == [kept]
        assert len({"temperature", "top_p"} & set(kept)) < 2
