"""Who somebody is in the workspace is what Slack says now, and nothing that it does not say."""

import pytest

from bot.adapters.slack.standing import SlackStanding
from bot.errors import SlackError, Unscoped
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import ANN, BEN, BOT_USER, CHI, EVE, PARTNER, TEAM
from tests.adapters.slack.told import slack_at, told

MEMBER = {
    "team_id": TEAM,
    "deleted": False,
    "is_admin": False,
    "is_owner": False,
    "is_restricted": False,
}


async def test_owners_and_admins_manage_it_and_nobody_else():
    async with (
        LocalSlack(events=(), roles={"ben": "admin", "chi": "guest"}) as slack,
        slack_at(slack.api_url, slack.bot_token) as client,
    ):
        standing = SlackStanding(client, TEAM)
        people = (ANN, BEN, CHI)
        assert [await standing.manages(person.id) for person in people] == [True, True, False]
        assert not await standing.manages(BOT_USER)
        with pytest.raises(SlackError):
            await standing.manages("U0NOBODY1")
        assert await standing.maker("C0GENERAL") == ANN.id
        assert await standing.maker("D0BEN0001") == ""
        with pytest.raises(SlackError):
            await standing.maker("C0RANDOM1X")


@pytest.mark.parametrize(
    ("user", "manages"),
    [
        (MEMBER | {"is_admin": True}, True),
        (MEMBER | {"is_owner": True}, True),
        (MEMBER, False),
        ({}, False),
        (None, False),
        ({"is_admin": True}, False),
        (MEMBER | {"is_admin": "yes"}, False),
        (MEMBER | {"is_admin": True, "deleted": True}, False),
        (MEMBER | {"is_admin": True, "is_restricted": True}, False),
        (MEMBER | {"is_admin": True, "is_ultra_restricted": True}, False),
        (MEMBER | {"is_admin": True, "is_stranger": True}, False),
        (MEMBER | {"is_admin": True, "is_bot": True}, False),
        (MEMBER | {"is_admin": True, "team_id": PARTNER}, False),
        (MEMBER | {"is_admin": True, "team_id": None}, False),
    ],
)
async def test_in_doubt_nobody_manages_it(user, manages):
    async with told() as slack:
        slack.tell({"ok": True, "user": user})
        assert await SlackStanding(slack.client, TEAM).manages("U1") is manages


@pytest.mark.parametrize(
    ("user", "belongs"),
    [
        (MEMBER, True),
        (MEMBER | {"is_restricted": True}, True),
        (MEMBER | {"team_id": PARTNER}, False),
        (MEMBER | {"team_id": PARTNER, "is_stranger": False}, False),
        (MEMBER | {"is_stranger": True}, False),
        (MEMBER | {"deleted": True}, False),
        (MEMBER | {"team_id": None}, False),
        (MEMBER | {"team_id": PARTNER, "enterprise_user": {"teams": [PARTNER, TEAM]}}, True),
        (MEMBER | {"team_id": PARTNER, "enterprise_user": {"teams": [PARTNER]}}, False),
        (MEMBER | {"team_id": PARTNER, "enterprise_user": {"teams": TEAM}}, False),
        (MEMBER | {"team_id": PARTNER, "enterprise_user": "odd"}, False),
        ({}, False),
        (None, False),
        ("odd", False),
    ],
)
async def test_who_only_shares_a_channel_does_not_belong_to_it(user, belongs):
    async with told() as slack:
        slack.tell({"ok": True, "user": user})
        assert await SlackStanding(slack.client, TEAM).belongs("U1") is belongs


async def test_a_stranger_in_a_shared_channel_belongs_elsewhere():
    async with (
        LocalSlack(events=()) as slack,
        slack_at(slack.api_url, slack.bot_token) as client,
    ):
        slack.workspace.share("general", EVE)
        standing = SlackStanding(client, TEAM)
        told = [await standing.belongs(person.id) for person in (ANN, BEN, CHI, EVE)]
        assert told == [True, True, True, False]
        assert not await standing.manages(EVE.id)


async def test_what_slack_refuses_to_say_is_not_known():
    async with told() as slack:
        slack.tell({"ok": False, "error": "missing_scope"})
        with pytest.raises(Unscoped):
            await SlackStanding(slack.client, TEAM).maker("C1")
        slack.answers.clear()
        slack.tell({"ok": True, "channel": None})
        assert await SlackStanding(slack.client, TEAM).maker("C1") == ""
