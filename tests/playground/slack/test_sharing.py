"""What Slack tells of a channel that is shared with another workspace, and of who comes from it."""

import pytest

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import EVE, PARTNER, TEAM


async def test_a_stranger_is_told_of_with_their_own_workspace_and_without_a_role(slack, client):
    told = await client.users_info(user="U0ANN0001")
    assert (told["user"]["team_id"], told["user"]["is_owner"]) == (TEAM, True)
    assert "is_stranger" not in told["user"]
    slack.workspace.register(EVE)
    assert (await client.users_info(user=EVE.id))["user"]["is_stranger"] is True
    slack.workspace.share("general", EVE)
    user = (await client.users_info(user=EVE.id))["user"]
    assert (user["team_id"], user["profile"]["team"]) == (PARTNER, PARTNER)
    assert user["is_stranger"] is False, "who is where the bot is does not count as one"
    assert not {"is_admin", "is_owner", "is_restricted"} & set(user)


async def test_the_channel_and_its_messages_say_that_it_is_shared(slack, client):
    before = await slack.type("ann", "research", "ours alone")
    slack.workspace.share("general", EVE)
    info = await client.conversations_info(channel="C0GENERAL")
    assert info["channel"]["is_ext_shared"] is True
    members = await client.conversations_members(channel="C0GENERAL")
    assert EVE.id in members["members"]
    ts = await slack.type("eve", "general", "hello")
    (message,) = (await client.conversations_history(channel="C0GENERAL", oldest=before))[
        "messages"
    ]
    assert message["ts"] == ts
    assert {message[name] for name in ("team", "user_team", "source_team")} == {PARTNER}
    (alone,) = (await client.conversations_history(channel="C0RESEARC"))["messages"]
    assert not {"user_team", "source_team"} & set(alone)


async def test_the_bot_and_a_stranger_are_nowhere_alone(slack, client):
    slack.workspace.share("general", EVE)
    with pytest.raises(Exception, match="user_not_visible"):
        await client.conversations_open(users=EVE.id)
    with pytest.raises(Refusal, match="user_not_visible"):
        slack.workspace.im("eve")
