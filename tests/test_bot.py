"""What the bot does: it asks, answers, remembers, and obeys the nearest word."""

from dataclasses import replace

import pytest

from bot.conversation.dials import DIALS
from bot.conversation.orders import Order
from bot.conversation.preferences import outside, places
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreAway
from tests.rig import ANN, CHANNEL, TEAM, rig
from tests.whole.world import footers

EFFORT = DIALS["effort"]


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def bodies(here):
    """What the model was asked."""
    return [request.body for request in here.messages.requests]


def away(here, up=False):
    here.redis.connection_pool.connection_kwargs["server"].connected = up


async def test_what_is_asked_waits_once_however_often_it_is_told(here):
    question = await here.ask("why?")
    await here.bot.ask(question)
    await here.bot.ask(replace(question, text="told otherwise"))
    lease = await here.bot.mailbox.take(0)
    assert lease.question == question
    await here.bot.mailbox.commit(lease)
    assert await here.bot.mailbox.take(0) is None


async def test_what_the_mailbox_can_not_take_is_not_promised(here):
    away(here)
    with pytest.raises(StoreAway):
        await here.ask("why?")
    away(here, up=True)


async def test_who_asks_too_much_in_one_thread_is_told_and_nobody_else(here):
    first = await here.ask("0")
    for number in range(1, 51):
        await here.ask(str(number), thread_ts=first.thread.ts)
    heard = [m["text"] for m in here.slack.seen_by("ann") if m["ephemeral_to"]]
    assert len(heard) == 1
    assert "50 questions waiting" in heard[0]
    assert not [m for m in here.slack.seen_by("ben") if m["ephemeral_to"]]


async def test_what_nobody_remembers_can_not_be_asked_again(here):
    assert not await here.bot.again(f"{TEAM}:{CHANNEL}:1.000001", "2.000001")
    assert await here.bot.mailbox.take(0) is None


async def test_asked_again_it_is_the_same_question_once_more(here):
    question = await here.ask("why?")
    await here.answer()
    assert await here.bot.again(question.first, "2.000001")
    assert await here.bot.again(question.first, "2.000001")
    lease = await here.bot.mailbox.take(0)
    assert lease.question == replace(question, again="2.000001")
    await here.bot.mailbox.commit(lease)
    assert await here.bot.mailbox.take(0) is None


async def test_a_thread_is_known_from_the_call_on(here):
    question = await here.ask("why?")
    later = replace(question, ts="9999999999.000001")
    earlier = replace(question, ts="1.000001")
    elsewhere = replace(later, thread=Thread(TEAM, CHANNEL, "1.000001"))
    knows = [await here.bot.knows(each) for each in (later, earlier, question, elsewhere)]
    assert knows == [True, False, False, False]


async def test_the_nearest_place_wins(here):
    question = Question(Thread(TEAM, CHANNEL, "1.000001"), "1.000001", ANN, "why?")
    thread, person, channel, _ = spots = places(question)
    bot = replace(here.bot, default=replace(here.bot.default, effort="max"))
    told = [await bot.tell(EFFORT, spots)]
    for place, value in ((channel, "low"), (person, "medium"), (thread, "high")):
        await bot.turn(Order(EFFORT, value), place, spots)
        told.append(await bot.tell(EFFORT, spots))
    for place in (thread, person, channel):
        await bot.turn(Order(EFFORT, None), place, spots)
        told.append(await bot.tell(EFFORT, spots))
    low, medium = "*low* (set for this channel).", "*medium* (your own setting)"
    up = [
        "Effort: *max* (the default).",
        f"Effort: {low}",
        f"Effort: {medium}. Further away: {low}",
    ]
    top = f"Effort: *high* (set in this thread). Further away: {medium}, {low}"
    assert told == [*up, top, *reversed(up)]


async def test_who_sets_a_place_hears_of_a_nearer_one_that_differs(here):
    question = Question(Thread(TEAM, CHANNEL, "1.000001"), "1.000001", ANN, "why?")
    thread, person, channel, _ = spots = places(question)
    assert await here.bot.turn(Order(EFFORT, "low"), person, spots) == (
        "Effort is now *low* for you, everywhere."
    )
    assert await here.bot.turn(Order(EFFORT, "low"), channel, spots) == (
        "Effort is now *low* for this channel."
    )
    assert await here.bot.turn(Order(EFFORT, "high"), channel, spots) == (
        "Effort is now *high* for this channel. Effort: *low* (your own setting)."
    )
    assert await here.bot.turn(Order(EFFORT, "max"), thread, spots) == (
        "Effort is now *max* in this thread."
    )
    assert await here.bot.turn(Order(EFFORT, None), thread, spots) == (
        "Effort is no longer set in this thread. Effort: *low* (your own setting)."
    )


@pytest.mark.parametrize(
    ("said", "effort"),
    [
        ({}, "low"),
        ({"channel": "medium"}, "medium"),
        ({"channel": "medium", "person": "high"}, "high"),
        ({"channel": "medium", "person": "high", "thread": "max"}, "max"),
        ({"channel": "medium", "thread": "max"}, "max"),
    ],
    ids=str,
)
async def test_the_next_request_asks_with_the_nearest_choice(here, said, effort):
    bot = replace(here.bot, default=replace(here.bot.default, effort="low"))
    question = await here.ask("why?")
    for place in places(question):
        if place.kind in said:
            await bot.store.prefer(place, "effort", said[place.kind])
    await bot.answer(await bot.mailbox.take(0))
    assert bodies(here)[0]["output_config"] == {"effort": effort}
    assert f"effort {effort}" in footers(here.replies(question)[0])[0]


async def test_all_that_holds_is_told_at_once_with_where_it_comes_from(here):
    spots = outside(TEAM, ANN, CHANNEL)
    person, channel, workspace = spots
    for name, value, place in (
        ("effort", "low", workspace),
        ("thinking", "on", channel),
        ("instructions", "Be brief.\nNo lists.", person),
    ):
        await here.bot.turn(Order(DIALS[name], value), place, spots)
    told = await here.bot.overview(spots)
    assert len(told) == len(DIALS)
    assert "Effort: *low* (set for this workspace)." in told
    assert "Thinking: *on* (set for this channel)." in told
    assert "Instructions (your own setting):\n> Be brief.\n> No lists." in told
    assert "Web search: *off* (the default)." in told
