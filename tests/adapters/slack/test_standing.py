"""Who somebody is in the workspace is what Slack says now, and nothing that it does not say."""

import pytest

from bot.adapters.slack.standing import SlackStanding
from bot.errors import Barred, SlackError
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import ANN, BEN, BOT_USER, CHI
from tests.adapters.slack.told import slack_at, told

MEMBER = {"deleted": False, "is_admin": False, "is_owner": False, "is_restricted": False}


async def test_owners_and_admins_manage_it_and_nobody_else():
    async with (
        LocalSlack(events=(), roles={"ben": "admin", "chi": "guest"}) as slack,
        slack_at(slack.api_url, slack.bot_token) as client,
    ):
        standing = SlackStanding(client)
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
    ],
)
async def test_in_doubt_nobody_manages_it(user, manages):
    async with told() as slack:
        slack.tell({"ok": True, "user": user})
        assert await SlackStanding(slack.client).manages("U1") is manages


async def test_what_slack_refuses_to_say_is_not_known():
    async with told() as slack:
        slack.tell({"ok": False, "error": "missing_scope"})
        with pytest.raises(Barred):
            await SlackStanding(slack.client).maker("C1")
        slack.answers.clear()
        slack.tell({"ok": True, "channel": None})
        assert await SlackStanding(slack.client).maker("C1") == ""
