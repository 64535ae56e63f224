import pytest
from slack_sdk.errors import SlackApiError

from .conftest import FOUNDERS, GENERAL, RANDOM


async def told(client, **arguments):
    return (await client.users_conversations(**arguments)).data


async def test_only_public_channels_unless_asked_for_more_and_only_those_the_bot_is_in(client):
    ids = [channel["id"] for channel in (await told(client))["channels"]]
    assert GENERAL in ids
    assert not {FOUNDERS, RANDOM} & set(ids)


@pytest.mark.parametrize("limit", [1, 3, 999])
async def test_all_kinds_page_by_page(client, limit):
    types, found, cursor = "public_channel,private_channel,mpim,im", [], ""
    while True:
        page = await told(client, types=types, limit=limit, cursor=cursor)
        found += page["channels"]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert len(found) == len({channel["id"] for channel in found}) == 6
    assert {c["user"] for c in found if c["is_im"]} == {"U0ANN0001", "U0BEN0001", "U0CHI0001"}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"types": "im"}, "missing_scope"),
        ({"types": "dm"}, "invalid_types"),
        ({"limit": 1000}, "invalid_limit"),
        ({"cursor": "%"}, "invalid_cursor"),
        ({"user": "UNOBODY"}, "user_not_found"),
    ],
)
async def test_what_slack_would_refuse(slack, client, arguments, error):
    slack.scopes = [scope for scope in slack.scopes if scope != "im:read"]
    with pytest.raises(SlackApiError) as refused:
        await told(client, **arguments)
    assert refused.value.response["error"] == error
