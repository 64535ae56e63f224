"""Who changed which setting is shown to those whom it concerns."""

import pytest

from bot.conversation.dials import DIALS
from bot.conversation.orders import Order
from bot.conversation.preferences import outside
from tests.rig import ANN, CHANNEL, TEAM, rig

BEN, CHI = "U0BEN0001", "U0CHI0001"
EFFORT = DIALS["effort"]


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


async def turned(here, user, at, value, dial=EFFORT):
    """`at` is a kind of place, or the id of a channel."""
    channel = at if at[0] in "CD" else CHANNEL
    spots = outside(TEAM, user, channel)
    place = next(place for place in spots if place.kind == ("channel" if at == channel else at))
    return await here.bot.turn(Order(dial, value), place, spots)


async def test_each_sees_their_own_and_who_manages_the_workspace_sees_what_is_everybodys(here):
    await turned(here, BEN, "person", "low")
    await turned(here, BEN, "channel", "medium")
    await turned(here, ANN, "workspace", "high")
    await turned(here, ANN, "person", "max")
    assert "Only admins" in await turned(here, BEN, "workspace", "low")
    rows = {
        user: [(row.who, row.place.kind, row.new) for row in await here.bot.audit.rows(TEAM, user)]
        for user in (ANN, BEN, CHI)
    }
    assert rows[CHI] == []
    assert rows[BEN] == [(BEN, "person", "low")]
    assert sorted(rows[ANN]) == sorted(
        [(ANN, "person", "max"), (ANN, "workspace", "high"), (BEN, "channel", "medium")]
    )
    assert len(await here.bot.audit.rows(TEAM, ANN, 2)) == 2


async def test_while_slack_does_not_say_who_somebody_is_they_see_their_own(here):
    await turned(here, ANN, "workspace", "high")
    await turned(here, ANN, "person", "max")
    here.slack.fault("users.info", times=1, status=500)
    (row,) = await here.bot.audit.rows(TEAM, ANN)
    assert row.place.kind == "person"


async def test_words_for_a_channel_are_for_those_who_are_in_it(here):
    words = DIALS["instructions"]
    await turned(here, BEN, "C0FOUNDER", "Never tell of Project X.", words)
    await turned(here, BEN, "C0FOUNDER", "high")
    await turned(here, BEN, "C0FOUNDER", None, words)

    async def seen():
        return [(row.dial, row.old, row.new) for row in await here.bot.audit.rows(TEAM, ANN)]

    told = "Never tell of Project X."
    there = [("instructions", told, None), ("effort", None, "high"), ("instructions", None, told)]
    assert await seen() == there
    here.slack.workspace.channel("founders").members.discard(ANN)
    hidden = "words that only people in that channel can read"
    away = [(dial, old and hidden, new and hidden) for dial, old, new in there]
    away[1] = there[1]
    assert await seen() == away
    here.slack.workspace.channel("founders").members.add(ANN)
    here.slack.fault("conversations.members", status=500)
    assert await seen() == away, "in doubt they are not in it"
    assert await seen() == there


async def test_what_is_set_in_somebodys_direct_messages_is_nobody_elses(here):
    await turned(here, BEN, "D0BEN0001", "I have a secret.", DIALS["instructions"])
    await turned(here, ANN, "D0ANN0001", "I have one, too.", DIALS["instructions"])
    assert [row.new for row in await here.bot.audit.rows(TEAM, ANN)] == ["I have one, too."]


async def test_one_reads_one_s_own_words_wherever_one_is(here):
    await turned(here, ANN, "C0FOUNDER", "Be brief.", DIALS["instructions"])
    here.slack.workspace.channel("founders").members.discard(ANN)
    assert [row.new for row in await here.bot.audit.rows(TEAM, ANN)] == ["Be brief."]
