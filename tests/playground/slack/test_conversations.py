import pytest
from slack_sdk.errors import SlackApiError

from .conftest import ANN, BEN, FOUNDERS, GENERAL, RANDOM


@pytest.fixture
async def thread(slack):
    """The ts of a root and of five replies."""
    root = await slack.type("ann", "general", "root")
    return [root, *[await slack.type("ben", "general", f"reply {n}", root) for n in range(5)]]


def stamps(answer):
    return [message["ts"] for message in answer["messages"]]


@pytest.mark.parametrize("limit", [1, 2, 4, 6, 1000])
async def test_a_thread_is_read_page_by_page_in_order(client, thread, limit):
    read, cursor = [], ""
    while True:
        answer = await client.conversations_replies(
            channel=GENERAL, ts=thread[0], limit=limit, cursor=cursor
        )
        read += stamps(answer)
        cursor = answer.get("response_metadata", {}).get("next_cursor", "")
        assert answer["has_more"] == bool(cursor)
        if not cursor:
            break
    assert read == thread


async def test_the_root_comes_first_whatever_the_bounds(client, thread):
    async def between(**bounds):
        return stamps(await client.conversations_replies(channel=GENERAL, ts=thread[0], **bounds))

    root, *replies = thread
    assert await between(oldest=replies[1]) == [root, *replies[2:]]
    assert await between(oldest=replies[1], inclusive=True) == [root, *replies[1:]]
    assert await between(latest=replies[1]) == [root, replies[0]]
    assert await between(oldest=replies[0], latest=replies[2], inclusive=True) == [
        root,
        *replies[:3],
    ]


async def test_the_ts_of_a_reply_gives_that_reply_alone(client, thread):
    assert stamps(await client.conversations_replies(channel=GENERAL, ts=thread[2])) == [thread[2]]


async def test_metadata_is_read_only_when_asked_for(client):
    meta = {"event_type": "turn", "event_payload": {"turn": "1"}}
    told = await client.chat_postMessage(channel=GENERAL, text="x", metadata=meta)
    where = {"channel": GENERAL, "ts": told["ts"]}
    plain = await client.conversations_replies(**where)
    full = await client.conversations_replies(**where, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == meta


async def test_history_is_newest_first_without_replies(client, slack, thread):
    later = await slack.type("chi", "general", "later")
    assert stamps(await client.conversations_history(channel=GENERAL)) == [later, thread[0]]
    first = await client.conversations_history(channel=GENERAL, limit=1)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=GENERAL, limit=1, cursor=cursor)
    assert (stamps(first), stamps(second)) == ([later], [thread[0]])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"channel": RANDOM}, "not_in_channel"),
        ({"ts": "1.000001"}, "thread_not_found"),
        ({"ts": ""}, "invalid_arguments"),
        ({"limit": "0"}, "invalid_limit"),
        ({"limit": "1001"}, "invalid_limit"),
        ({"limit": "ten"}, "invalid_limit"),
        ({"cursor": "nonsense"}, "invalid_cursor"),
        ({"cursor": "bmV4dF90czox"}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"latest": "-1"}, "invalid_ts_latest"),
    ],
)
async def test_a_wrong_question_about_a_thread_is_refused(client, thread, arguments, error):
    asked = {"channel": GENERAL, "ts": thread[0]} | arguments
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("conversations.replies", http_verb="GET", params=asked)
    assert refused.value.response["error"] == error


async def test_a_private_channel_without_the_bot_is_not_even_there(slack, client):
    slack.workspace.channels[FOUNDERS].members.discard("U0BOT0001")
    for ask in (client.conversations_info, client.conversations_members):
        with pytest.raises(SlackApiError, match="channel_not_found"):
            await ask(channel=FOUNDERS)


async def test_facts_of_channels(client):
    general = (await client.conversations_info(channel=GENERAL, include_num_members=True))[
        "channel"
    ]
    assert (general["name"], general["is_member"], general["num_members"]) == ("general", True, 4)
    assert (await client.conversations_info(channel=RANDOM))["channel"]["is_member"] is False
    founders = (await client.conversations_info(channel=FOUNDERS))["channel"]
    assert founders["is_private"]
    im = (await client.conversations_info(channel="D0ANN0001"))["channel"]
    assert (im["is_im"], im["user"]) == (True, ANN)


async def test_members_come_page_by_page(client):
    first = await client.conversations_members(channel=FOUNDERS, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_members(channel=FOUNDERS, limit=2, cursor=cursor)
    assert first["members"] + second["members"] == sorted([ANN, BEN, "U0BOT0001"])
    assert second["response_metadata"]["next_cursor"] == ""


async def test_an_im_is_opened_with_one_person(client):
    opened = await client.conversations_open(users=[BEN])
    assert opened["channel"]["id"] == "D0BEN0001"
    assert (await client.conversations_open(channel="D0BEN0001", return_im=True))["ok"]
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.conversations_open(users="U1")
    with pytest.raises(SlackApiError, match="cannot_dm_bot"):
        await client.conversations_open(users="U0BOT0001")


@pytest.mark.parametrize(
    ("channel", "scope"),
    [(GENERAL, "channels:history"), (FOUNDERS, "groups:history"), ("D0ANN0001", "im:history")],
)
async def test_each_kind_of_channel_is_read_with_a_scope_of_its_own(slack, client, channel, scope):
    slack.scopes = [granted for granted in slack.scopes if granted != scope]
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_history(channel=channel)
    body = refused.value.response
    assert (body["error"], body["needed"]) == ("missing_scope", scope)
    assert scope not in body["provided"].split(",")
