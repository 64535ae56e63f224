"""`/threadloom usage`: whose it is told, and to whom."""

from dataclasses import replace

import pytest

from bot.adapters.redis import keys
from bot.conversation.usage import Account
from bot.playground.messages.script import Say
from tests.handlers.front import front as _front
from tests.rig import ANN, CHANNEL, TEAM

BEN, SONNET = "U0BEN0001", "claude-sonnet-4-6"


@pytest.fixture
async def front():
    async with _front() as front:
        yield front


async def use(front, kind, key, day="1970-01-03", output=1_000_000):
    """Let tokens have been used on a day; the rig lives in January 1970."""
    where = keys.usage(Account(kind, key, day))
    await front.rig.redis.hset(where, f"output short {SONNET}", output)


async def test_one_s_own_usage_of_this_month_is_what_one_asks_for_without_a_word(front):
    await use(front, "person", f"{TEAM}:{ANN}")
    await use(front, "person", f"{TEAM}:{BEN}", output=7_000_000)
    for words in ("", " me", " this month", " 1970-01"):
        told = await front.command(f"/threadloom usage{words}")
        assert told.startswith("*Your usage*\nJanuary 1970: 0 tokens in, 1,000,000 out; $15.00")
        assert "$15.00 ██████████████" in told


async def test_another_month_is_told_too(front):
    await use(front, "person", f"{TEAM}:{ANN}", "1969-12-31", 2_000_000)
    assert "Nothing was used in January 1970." in await front.command("/threadloom usage")
    told = await front.command("/threadloom usage last month")
    assert "December 1969: 0 tokens in, 2,000,000 out" in told


async def test_that_of_a_channel_is_for_those_who_are_in_it(front):
    await use(front, "channel", f"{TEAM}:{CHANNEL}")
    told = await front.command("/threadloom usage here", "ben")
    assert told.startswith("*Usage of this channel*\nJanuary 1970: 0 tokens in, 1,000,000 out")
    front.rig.slack.fault("conversations.members", status=500)
    told = await front.command("/threadloom usage here", "ben")
    assert told.startswith("Only people who are in this channel can see what is used here")


async def test_that_of_the_workspace_is_for_its_admins(front):
    await use(front, "team", TEAM)
    told = await front.command("/threadloom usage workspace")
    assert told.startswith("*Usage of this workspace*\nJanuary 1970: 0 tokens in, 1,000,000 out")
    told = await front.command("/threadloom usage workspace", "ben")
    assert told == "Only admins and owners of this workspace can see what all of it uses."


async def test_what_makes_no_sense_is_explained(front):
    told = await front.command("/threadloom usage of the moon")
    assert told.startswith("Usage: `/threadloom usage [me|here|workspace]")


async def test_an_answer_is_counted_on_the_day_that_redis_has(front):
    """The rig's clock stands still, that of Redis does not."""
    await front.say("@Threadloom why?")
    front.rig.messages.script(Say("Because."))
    await front.rig.answer()
    seconds, _ = await front.rig.redis.time()
    books = replace(front.rig.bot.books, clock=lambda: seconds)
    told = await books.spending(Account("person", f"{TEAM}:{ANN}"), books.now)
    assert told.total.tokens.output > 0
    assert [spent.name for spent in told.models] == [SONNET]
