"""What Slack's refusals mean to us, and that nothing foreign leaves."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.client import SCOPES
from bot.errors import Ambiguous, Barred, Closed, Gone, SlackError, Throttled, Unscoped
from bot.playground.slack.server import LocalSlack
from tests.adapters.slack.told import HTML, JSON, slack_at, told

POST = {"channel": "C1", "text": "hi"}
OVER = ["message_not_found", "thread_not_found", "user_not_in_channel"]
CLOSED = [
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "restricted_action",
    "restricted_action_thread_locked",
]
BARRED = [
    "account_inactive",
    "ekm_access_denied",
    "invalid_auth",
    "missing_scope",  # of chat:write: nothing could be said at all
    "not_authed",
    "org_login_required",
    "token_revoked",
]
PERHAPS_DONE = ["internal_error", "fatal_error", "request_timeout", "service_unavailable"]
NO = ["msg_too_long", "no_text", "invalid_blocks", "cant_update_message", "something_new"]
ODD = {
    "a page of HTML": (200, b"<html>Sorry</html>", HTML),
    "a page of HTML that calls itself JSON": (200, b"<html>Sorry</html>", JSON),
    "nothing": (200, b"", JSON),
    "nothing of no kind": (200, b"", {}),
    "half of it": (200, b'{"ok": tr', JSON),
    "a list": (200, b"[1]", JSON),
    "a number": (200, b"7", JSON),
    "null": (200, b"null", JSON),
    "a word": (200, b"ok", {"content-type": "text/plain"}),
    "an archive": (200, b"\x1f\x8b", {"content-type": "application/gzip"}),
    "no UTF-8": (200, b'{"ok": "\xff"}', JSON),
    "no charset": (200, b'{"ok": "\xff"}', {"content-type": "application/json; charset=klingon"}),
    "no reason": (200, b'{"ok": false}', JSON),
    "500": (500, b"<html>Sorry</html>", HTML),
    "502 in plain words": (502, b"bad gateway", {"content-type": "text/plain"}),
    "503 that says ok": (503, b'{"ok": true}', JSON),
    "504 with a reason": (504, b'{"ok": false, "error": "channel_not_found"}', JSON),
    "404 of a proxy": (404, b"<html>Not here</html>", HTML),
    "round and round": (307, b"", {"location": "/api/chat.postMessage"}),
}


@pytest.fixture
async def slack():
    async with LocalSlack(events=()) as slack:
        yield slack


@pytest.fixture
async def client(slack):
    async with slack_at(slack.api_url, slack.bot_token) as client:
        yield client


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (OVER, Gone),
        (CLOSED, Closed),
        (BARRED, Barred),
        (PERHAPS_DONE, Ambiguous),
        (NO, SlackError),
        (["ratelimited"], Throttled),
    ],
    ids=["never", "not here", "not us", "perhaps done", "not so", "not now"],
)
async def test_every_code_has_its_meaning(slack, client, codes, kind):
    for code in codes:
        slack.fault("chat.postMessage", error=code)
        with pytest.raises(SlackError) as raised:
            await client.call("chat.postMessage", **POST)
        assert type(raised.value) is kind
        assert raised.value.code == code


async def test_a_scope_that_one_method_lacks_is_no_matter_of_the_token(slack, client):
    slack.fault("conversations.open", error="missing_scope")
    with pytest.raises(Unscoped):
        await client.call("conversations.open", users="U0ANN0001")


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
async def test_what_is_no_answer_leaves_it_open_whether_slack_did_it(odd):
    status, body, headers = odd
    async with told() as slack:
        slack.tell(body, status, headers)
        for method in ("chat.postMessage", "conversations.replies"):
            with pytest.raises(Ambiguous):
                await slack.client.call(method, channel="C1")


async def test_a_broken_connection_leaves_it_open_and_nothing_is_sent_twice():
    async with told() as slack:
        slack.drop()
        with pytest.raises(Ambiguous):
            await slack.client.call("chat.postMessage", **POST)
        assert len(slack.heard) == 1


async def test_an_answer_that_never_comes_leaves_it_open(slack):
    slack.fault("chat.postMessage", delay=inf)
    async with slack_at(slack.api_url, slack.bot_token, patience=0.05) as client:
        with pytest.raises(Ambiguous):
            await client.call("chat.postMessage", **POST)


async def test_nobody_at_the_address_leaves_it_open(slack):
    async with slack_at("http://127.0.0.1:9/api/", slack.bot_token) as client:
        with pytest.raises(Ambiguous):
            await client.call("chat.postMessage", **POST)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("2.5", 2.5),
        (None, 30.0),
        ("", 30.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30.0),
        ("nan", 30.0),
        ("0", 1.0),
        ("-3", 1.0),
        ("86400", 300.0),
        ("inf", 300.0),
    ],
)
@pytest.mark.parametrize("kind", [JSON, HTML], ids=["json", "html"])
async def test_slow_down_says_for_how_long(header, seconds, kind):
    async with told() as slack:
        headers = kind if header is None else kind | {"Retry-After": header}
        slack.tell({"ok": False, "error": "ratelimited"}, 429, headers)
        with pytest.raises(Throttled) as raised:
            await slack.client.call("chat.update", **POST)
        assert raised.value.retry_after == seconds


@settings(max_examples=40)
@given(
    status=st.sampled_from([200, 201, 301, 400, 401, 403, 404, 413, 429, 500, 502, 503]),
    kind=st.sampled_from(["application/json", "text/html", "text/plain", "x", "application/gzip"]),
    body=st.one_of(
        st.binary(max_size=40),
        st.sampled_from([b'{"ok":true}', b'{"ok":false,"error":7}', b'{"ok":1}', b'{"error":[]}']),
    ),
    wait=st.none() | st.text("0123456789.-enaif", max_size=6),
)
async def test_nothing_foreign_leaves(status, kind, body, wait):
    headers = {"content-type": kind} | ({} if wait is None else {"Retry-After": wait})
    async with told() as slack:
        slack.tell(body, status, headers)
        try:
            answer = await slack.client.call("chat.postMessage", **POST)
        except SlackError as error:
            answer, wait = {}, getattr(error, "retry_after", 1.0)
        else:
            wait = 1.0
        assert 1.0 <= wait <= 300.0
        assert bool(answer) <= (status == 200)


async def test_a_good_answer_is_what_slack_says(client):
    answer = await client.call("chat.postMessage", channel="C0GENERAL", text="hi")
    assert answer["message"]["text"] == "hi"


async def test_reads_are_sent_as_forms_and_the_rest_as_json():
    async with told() as slack:
        slack.tell({"ok": True})
        await slack.client.call("conversations.replies", channel="C1", include_all_metadata=True)
        await slack.client.call("chat.postMessage", channel="C1", unfurl_links=False)
    form = {"channel": "C1", "include_all_metadata": "1"}
    assert slack.heard == [
        ("conversations.replies", "application/x-www-form-urlencoded", form),
        ("chat.postMessage", "application/json", {"channel": "C1", "unfurl_links": False}),
    ]


async def test_only_what_the_manifest_asks_a_scope_for_can_be_called(client):
    assert "admin.users.list" not in SCOPES
    with pytest.raises(KeyError):
        await client.call("admin.users.list")
