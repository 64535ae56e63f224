import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack.methods import METHODS
from bot.playground.slack.server import LocalSlack

from .conftest import ANN, BEN, CHI


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response["error"]


async def test_the_token_says_who_the_bot_is(client):
    me = await client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T0LOOM01", "U0BOT0001", "B0BOT0001")
    assert "chat:write" in me.headers["x-oauth-scopes"]
    assert me.headers["x-slack-req-id"]
    assert me.headers["Date"]


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"api.test"}))
async def test_every_method_wants_its_own_kind_of_token(slack, method):
    wrong = slack.bot_token if method == "apps.connections.open" else slack.app_token
    for token, error in (
        (None, "not_authed"),
        ("xoxb-other", "invalid_auth"),
        (wrong, "not_allowed_token_type"),
    ):
        client = AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])
        assert await refused(client.api_call(method, params={})) == error


async def test_an_unknown_method_is_refused(client):
    assert await refused(client.api_call("chat.shout")) == "unknown_method"


async def test_api_test_says_what_it_was_told(client):
    assert (await client.api_test(foo="bar"))["args"]["foo"] == "bar"
    assert await refused(client.api_test(error="my_error")) == "my_error"


async def test_people_have_a_place_on_earth_and_a_language(client):
    ann = (await client.users_info(user=ANN, include_locale=True))["user"]
    assert (ann["tz"], ann["locale"], ann["is_bot"]) == ("America/New_York", "en-US", False)
    assert "locale" not in (await client.users_info(user=ANN))["user"]
    assert await refused(client.users_info(user="U1")) == "user_not_found"


async def flags(client, user):
    told = (await client.users_info(user=user))["user"]
    names = ("is_admin", "is_owner", "is_primary_owner", "is_restricted")
    return [told[name] for name in names]


async def test_people_have_a_role_and_channels_a_maker(client):
    assert await flags(client, ANN) == [True, True, True, False]
    assert await flags(client, BEN) == [False] * 4
    made = (await client.conversations_info(channel="C0GENERAL"))["channel"]["creator"]
    assert made == ANN
    assert "creator" not in (await client.conversations_info(channel="D0ANN0001"))["channel"]


async def test_roles_are_as_they_are_told():
    async with LocalSlack(roles={"ben": "admin", "chi": "guest"}) as slack:
        client = AsyncWebClient(slack.bot_token, slack.api_url, retry_handlers=[])
        assert await flags(client, BEN) == [True, False, False, False]
        assert await flags(client, CHI) == [False, False, False, True]


async def test_without_its_scope_the_bot_says_nothing(slack, client):
    slack.scopes = ["users:read"]
    assert await refused(client.chat_postMessage(channel="C0GENERAL", text="x")) == "missing_scope"
    assert await refused(client.conversations_open(users=ANN)) == "missing_scope"
    assert (await client.users_info(user=ANN)).headers["x-oauth-scopes"] == "users:read"
