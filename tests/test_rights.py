"""Who may set something where; in doubt, nobody may."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.standing import SlackStanding
from bot.conversation.preferences import Place, channel, person, workspace
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import EVE
from bot.rights import Rights
from tests.adapters.slack.told import slack_at
from tests.rig import ANN, CHANNEL, TEAM

BEN, CHI = "U0BEN0001", "U0CHI0001"
THREAD = Place("thread", f"{TEAM}:{CHANNEL}:1.000001")
ALONE = Place("thread", f"{TEAM}:D0ANN0001:1.000001")
OURS, ALL = channel(TEAM, CHANNEL), workspace(TEAM)


@pytest.fixture
async def slack():
    async with LocalSlack(events=(), roles={"ben": "admin", "chi": "guest"}) as slack:
        yield slack


@pytest.fixture
async def client(slack):
    async with slack_at(slack.api_url, slack.bot_token) as client:
        yield client


def rights(client: SlackClient, channels="managers"):
    return Rights(SlackStanding(client, TEAM), channels)


async def test_a_thread_is_every_members_and_a_person_their_own(client, slack):
    for user in (ANN, BEN, CHI):
        assert await rights(client).refusal(user, THREAD) == ""
    slack.calls.clear()
    for user in (ANN, BEN, CHI):
        assert await rights(client).refusal(user, ALONE) == ""
        assert await rights(client).refusal(user, person(TEAM, user)) == ""
        assert "not yours" in await rights(client).refusal(user, person(TEAM, "U0OTHER01"))
    assert slack.calls == [], "nobody has to be asked"


async def test_all_of_a_workspace_is_for_its_admins_and_owners(client):
    told = {user: await rights(client).refusal(user, ALL) for user in (ANN, BEN, CHI)}
    assert (told[ANN], told[BEN]) == ("", "")
    assert "Only admins and owners" in told[CHI]
    managing = [await rights(client, "anyone").manages(user) for user in (ANN, BEN, CHI)]
    assert managing == [True, True, False]


async def test_a_channel_is_anyones_or_its_makers_and_the_admins_as_the_operator_says(
    client, slack
):
    slack.workspace.channel("general").creator = CHI
    assert await rights(client, "anyone").refusal(CHI, OURS) == ""
    assert await rights(client).refusal(CHI, OURS) == "", "who made it"
    slack.workspace.channel("general").creator = ANN
    told = {user: await rights(client).refusal(user, OURS) for user in (ANN, BEN, CHI)}
    assert (told[ANN], told[BEN]) == ("", "")
    assert "Only the person who made this channel and admins" in told[CHI]
    direct = channel(TEAM, "D0CHI0001")
    assert await rights(client).refusal(CHI, direct) == "", "nobody else is there"


@pytest.mark.parametrize("channels", ["anyone", "managers"])
async def test_who_only_shares_the_channel_sets_nothing_in_it(client, slack, channels):
    slack.workspace.share("general", EVE)
    slack.workspace.channel("general").creator = EVE.id
    asked = rights(client, channels)
    assert "Only people of this workspace" in await asked.refusal(EVE.id, THREAD)
    assert await asked.refusal(EVE.id, OURS) != ""
    assert await asked.refusal(EVE.id, ALL) != ""
    assert not await asked.belongs(EVE.id)
    assert await asked.refusal(ANN, THREAD) == ""


async def test_where_we_are_not_an_admin_may_and_nobody_else(client, slack):
    slack.workspace.channel("founders").members.discard("U0BOT0001")
    theirs = channel(TEAM, "C0FOUNDER")
    assert await rights(client).refusal(BEN, theirs) == ""
    assert "Only the person" in await rights(client).refusal(CHI, theirs)


@pytest.mark.parametrize(
    "trouble", [{"status": 500}, {"error": "missing_scope"}, {"delay": float("inf")}], ids=str
)
async def test_where_slack_does_not_say_nobody_may(client, slack, trouble):
    for at in (THREAD, OURS, ALL):
        slack.fault("users.info", times=1, **trouble)
        assert "Please try once more" in await rights(client).refusal(BEN, at)
    slack.fault("users.info", times=1, **trouble)
    assert not await rights(client).manages(ANN)


class Said:
    """What Slack might say of anybody."""

    def __init__(self, managers, makers, members):
        self.managers, self.makers, self.members = managers & members, makers, members

    async def belongs(self, user):
        return user in self.members

    async def manages(self, user):
        return user in self.managers

    async def maker(self, channel):
        return self.makers.get(channel, "")


PEOPLE, CHANNELS = ("U1", "U2", "U3"), ("C1", "C2", "D1")


@given(
    st.sets(st.sampled_from(PEOPLE)),
    st.dictionaries(st.sampled_from(CHANNELS), st.sampled_from(PEOPLE)),
    st.sampled_from(["anyone", "managers"]),
    st.sets(st.sampled_from(PEOPLE)),
)
async def test_nobody_sets_what_is_not_theirs_to_set(managers, makers, channels, members):
    managers &= members
    asked = Rights(Said(managers, makers, members), channels)
    for user, id_ in product(PEOPLE, CHANNELS):
        runs = channels == "anyone" or user in managers or makers.get(id_) == user
        may = (user in members and runs) or id_ == "D1"
        thread = Place("thread", f"T1:{id_}:1.000001")
        assert (await asked.refusal(user, thread) == "") == (user in members or id_ == "D1")
        assert (await asked.refusal(user, channel("T1", id_)) == "") == may
    for user, other in product(PEOPLE, PEOPLE):
        assert (await asked.refusal(user, person("T1", other)) == "") == (user == other)
        assert (await asked.refusal(user, workspace("T1")) == "") == (user in managers)
        assert await asked.refusal(user, Place("default", "T1"))
