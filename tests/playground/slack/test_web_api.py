import asyncio
import json
from math import inf

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack.limits import Rate
from bot.playground.slack.server import LocalSlack

from .conftest import GENERAL, actions, written


@pytest.fixture
async def raw(slack):
    """A bare HTTP client with the bot's token."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession(slack.api_url, headers=headers) as session:
        yield session


async def body(request):
    async with request as answer:
        return await answer.json()


async def test_arguments_come_as_query_form_multipart_or_json(slack, raw):
    plain = {"channel": GENERAL, "text": "x", "blocks": written(actions())}
    await body(raw.post("chat.postMessage", params=plain))
    await body(raw.get("chat.postMessage", params=plain))
    await body(raw.post("chat.postMessage", data=plain))
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in plain.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    await body(raw.post("chat.postMessage", data=parts))
    await body(raw.post("chat.postMessage", json=plain | {"blocks": actions()}))
    kept = slack.messages("general")
    assert len(kept) == 5
    assert {message["blocks"][0]["type"] for message in kept} == {"actions"}


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"{", "invalid_json"), (b"[]", "json_not_object"), (b"[" * 100_000, "invalid_json")],
)
async def test_a_body_that_is_no_json_object_is_refused(raw, data, error):
    headers = {"Content-Type": "application/json"}
    answer = await body(raw.post("chat.postMessage", data=data, headers=headers))
    assert answer == {"ok": False, "error": error}


async def test_a_token_in_an_address_or_a_body_opens_nothing(slack):
    token = {"token": slack.bot_token}
    async with aiohttp.ClientSession(slack.api_url) as session:
        for asked in ({"params": token}, {"json": token}):
            assert (await body(session.post("auth.test", **asked)))["error"] == "not_authed"


async def test_every_call_is_written_down(slack, ask):
    await ask("chat.postMessage", channel=GENERAL, text="x")
    await ask("chat.postMessage", channel=GENERAL)
    assert [(c.method, c.ok, c.error, c.status) for c in slack.calls] == [
        ("chat.postMessage", True, "", 200),
        ("chat.postMessage", False, "no_text", 200),
    ]
    assert slack.calls[0].arguments["text"] == "x"


async def test_too_many_calls_are_told_how_long_to_wait(clock):
    rates = {"chat.update": Rate(2)}
    async with LocalSlack(clock=clock, rates=rates) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        ts = (await client.chat_postMessage(channel=GENERAL, text="x"))["ts"]
        for text in "ab":
            await client.chat_update(channel=GENERAL, ts=ts, text=text)
        clock.now += 20
        with pytest.raises(SlackApiError) as refused:
            await client.chat_update(channel=GENERAL, ts=ts, text="c")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "40"
        assert refused.value.response.data == {"ok": False, "error": "ratelimited"}
        clock.now += 40
        await client.chat_update(channel=GENERAL, ts=ts, text="d")
        assert slack.limits.accepted["chat.update"] == 3
        assert slack.limits.refused["chat.update"] == 1
        assert slack.messages("general")[0]["text"] == "d"


async def test_a_fault_spoils_the_answer_as_often_as_ordered(slack, ask):
    slack.fault("chat.postMessage", error="fatal_error", times=2)
    told = [await ask("chat.postMessage", channel=GENERAL, text=text) for text in "abc"]
    assert [answer.get("error") for answer in told] == ["fatal_error", "fatal_error", None]
    assert [message["text"] for message in slack.messages("general")] == ["c"]


async def test_a_call_may_be_accepted_and_its_answer_lost(slack, raw):
    slack.fault("chat.postMessage", drop=True, after_accepting=True)
    slack.fault("chat.postMessage", drop=True)
    for text in "ab":
        with pytest.raises(aiohttp.ClientConnectionError):
            await body(raw.post("chat.postMessage", json={"channel": GENERAL, "text": text}))
    assert [message["text"] for message in slack.messages("general")] == ["a"]
    await slack.until(lambda: len(slack.calls) == 2)
    assert [(call.ok, call.status) for call in slack.calls] == [(True, 0), (False, 0)]


async def test_a_fault_may_be_a_page_of_html_or_a_limit(slack, raw):
    slack.fault("*", status=503)
    slack.fault("*", html=True)
    slack.fault("*", status=429, retry_after=7)
    seen = []
    for _ in range(3):
        async with raw.post("auth.test") as answer:
            seen.append((answer.status, answer.content_type, answer.headers.get("Retry-After")))
    assert seen == [
        (503, "text/html", None),
        (200, "text/html", None),
        (429, "application/json", "7"),
    ]


async def test_an_answer_may_come_late_or_never(slack, raw):
    slack.fault("auth.test", delay=0.01)
    assert (await body(raw.post("auth.test")))["ok"]
    slack.fault("chat.postMessage", delay=inf)
    posting = {"json": {"channel": GENERAL, "text": "x"}}
    with pytest.raises(TimeoutError):
        await body(raw.post("chat.postMessage", **posting, timeout=aiohttp.ClientTimeout(0.05)))
    # It was accepted all the same: without another word, only the answer is late.
    assert len(slack.messages("general")) == 1


async def test_healing_ends_all_faults(slack, ask):
    slack.fault("*", error="x", times=100)
    slack.heal()
    assert (await ask("auth.test"))["ok"]


async def test_a_thousand_odd_characters_come_back_unharmed(slack, raw):
    odd = "\ud800 \u202e \x00 \U000e0041 😀"
    data = json.dumps({"channel": GENERAL, "text": odd})
    headers = {"Content-Type": "application/json"}
    answer = await body(raw.post("chat.postMessage", data=data, headers=headers))
    assert answer["message"]["text"] == odd
    update = json.dumps({"channel": GENERAL, "ts": answer["ts"], "text": odd})
    assert (await body(raw.post("chat.update", data=update, headers=headers)))["ok"]


async def test_many_calls_at_once_all_get_their_answer(slack, raw):
    calls = [body(raw.get("conversations.info", params={"channel": GENERAL})) for _ in range(60)]
    answers = await asyncio.gather(*calls)
    assert sum(answer["ok"] for answer in answers) == 50
