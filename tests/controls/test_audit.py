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


async def turned(here, user, kind, value):
    spots = outside(TEAM, user, CHANNEL)
    place = next(place for place in spots if place.kind == kind)
    return await here.bot.turn(Order(EFFORT, value), place, spots)


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
