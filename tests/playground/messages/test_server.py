"""The server as a client meets it: over a real socket, mostly through the official SDK."""

import asyncio
import json

import anthropic
import httpx2
import pytest
from aiohttp import ClientSession

from bot.playground.messages.script import Break, Fail, Hang, Say, Stream
from bot.playground.messages.server import LocalMessages
from tests.corpora import CORPORA, corpora_needed
from tests.playground.messages.conftest import HEADERS

HELLO = [{"role": "user", "content": "Hello"}]


def asking(**more):
    return {"model": "claude-sonnet-4-6", "max_tokens": 8000, "messages": HELLO, **more}


async def streamed(sdk, **more):
    async with sdk.messages.stream(**asking(**more)) as stream:
        return await stream.get_final_message()


def told(message):
    return [block.model_dump(exclude_none=True, warnings=False) for block in message.content]


async def test_a_streamed_answer_accumulates_to_what_was_said(api, sdk):
    call = {"type": "tool_use", "id": "toolu_1", "name": "now", "input": {"zone": "UTC", "n": [1]}}
    api.script(Say("Let me see.", thinking="What time is it?", blocks=(call,)))
    tool = {"name": "now", "input_schema": {"type": "object"}}
    message = await streamed(sdk, tools=[tool])
    thought, text, used = told(message)
    assert (thought["type"], thought["thinking"]) == ("thinking", "What time is it?")
    assert thought["signature"]
    assert text["text"] == "Let me see."
    assert (used["name"], used["input"]) == ("now", {"zone": "UTC", "n": [1]})
    assert message.stop_reason == "tool_use"


@pytest.mark.parametrize("question", ["Write a long guide", "Please think", "search for owls"])
async def test_streamed_and_unstreamed_are_the_same_message(api, sdk, question):
    search = {"type": "web_search_20250305", "name": "web_search"}
    asked = asking(messages=[{"role": "user", "content": question}], tools=[search])
    async with sdk.messages.stream(**asked) as stream:
        one = await stream.get_final_message()
    other = await sdk.messages.create(**asked)
    assert told(one) == told(other)
    assert one.usage.model_dump() == other.usage.model_dump()
    assert (one.stop_reason, one.model) == (other.stop_reason, other.model)


async def test_a_noisy_gateway_changes_nothing_but_the_bytes(sdk):
    quiet = await streamed_from({"speed": 0})
    noisy = await streamed_from({"speed": 0, "noise": True})
    assert told(quiet) == told(noisy)


async def streamed_from(manner):
    async with LocalMessages(**manner) as api:
        api.script(Say("Some words, and then some more of them.", thinking="Let me think."))
        headers = {"anthropic-version": "2023-06-01"}
        client = anthropic.AsyncAnthropic(
            base_url=api.url, api_key="local", max_retries=0, default_headers=headers
        )
        async with client:
            return await streamed(client)


async def test_noise_is_crlf_comments_pings_and_the_unknown():
    async with LocalMessages(speed=0, noise=True) as api, ClientSession(headers=HEADERS) as http:
        body = asking(stream=True)
        async with http.post(f"{api.url}/v1/messages", json=body) as response:
            raw = await response.read()
    assert b"\r\n\r\n" in raw
    assert b"\n: keep-alive" in raw or raw.startswith(b": keep-alive")
    assert b"event:weather_report" in raw.replace(b"event: ", b"event:")
    assert b"confidence_delta" in raw


async def test_the_head_of_a_stream_is_that_of_the_real_one(http):
    async with http.post("/v1/messages", json=asking(stream=True)) as response:
        assert response.content_type == "text/event-stream"
        assert response.headers["request-id"].startswith("req_")
        assert response.headers["anthropic-ratelimit-output-tokens-remaining"].isdigit()
        assert (await response.read()).startswith(b"event: message_start\n")


async def test_max_tokens_cuts_the_answer(api, sdk):
    api.script(Say("word " * 100))
    message = await streamed(sdk, max_tokens=10)
    assert message.stop_reason == "max_tokens"
    assert len(told(message)[0]["text"]) == 40
    assert message.usage.output_tokens == 10


async def test_thinking_counts_towards_max_tokens(api, sdk):
    api.script(Say("Never said.", thinking="thought " * 100))
    message = await streamed(sdk, max_tokens=10)
    assert [block["type"] for block in told(message)] == ["thinking"]
    assert message.stop_reason == "max_tokens"


async def test_a_stop_sequence_ends_the_answer_and_is_not_in_it(api, sdk):
    api.script(Say("one, two, three, four"))
    message = await streamed(sdk, stop_sequences=["four", "three"])
    assert (message.stop_reason, message.stop_sequence) == ("stop_sequence", "three")
    assert told(message)[0]["text"] == "one, two, "


async def test_an_error_in_mid_stream_comes_after_part_of_the_answer(api, sdk):
    api.script(Break(2, "error"))
    with pytest.raises(anthropic.APIStatusError) as caught:
        await streamed(sdk)
    assert caught.value.body["error"]["type"] == "overloaded_error"
    assert api.requests[0].ended == "broken"


async def test_a_cut_is_a_connection_that_drops(api, sdk):
    api.script(Break(2, "cut"))
    with pytest.raises(httpx2.RemoteProtocolError):
        await streamed(sdk)


async def test_a_stall_ends_by_dropping_the_connection(api, sdk):
    api.script(Break(2, "stall", seconds=0.05))
    with pytest.raises(httpx2.RemoteProtocolError):
        await streamed(sdk)


async def test_a_quiet_end_raises_nothing_and_says_no_reason(api, sdk):
    api.script(Break(2, "end", Say("This is an answer that ends.")))
    message = await streamed(sdk)
    assert message.stop_reason is None
    assert "This is an answer that ends.".startswith(told(message)[0]["text"])


async def test_a_garbled_event_is_no_json(api, sdk):
    api.script(Break(2, "garbled"))
    with pytest.raises(json.JSONDecodeError):
        await streamed(sdk)


@pytest.mark.parametrize(
    ("status", "kind"), [(429, "rate_limit_error"), (529, "overloaded_error"), (500, "api_error")]
)
async def test_a_failure_has_the_body_of_its_status(api, ask, status, kind):
    api.script(Fail(status, headers={"retry-after": "7"}))
    got, body = await ask()
    assert got == status
    assert body["error"]["type"] == kind
    assert body["request_id"].startswith("req_")


async def test_a_failure_may_have_any_body_and_headers(api, http):
    api.script(Fail(502, "<html>Bad gateway</html>", {"content-type": "text/html"}))
    async with http.post("/v1/messages", json=asking()) as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert await response.text() == "<html>Bad gateway</html>"


async def test_hanging_ends_with_an_answer_or_without(api, sdk):
    api.script(Hang(0.01, Say("At last.")), Hang(0.01))
    assert told(await streamed(sdk))[0]["text"] == "At last."
    with pytest.raises(anthropic.APIConnectionError):
        await streamed(sdk)


async def test_steps_are_done_in_order_and_then_it_answers_by_itself(api, ask):
    api.script(Say("First."), Fail(400), Say("Second."))
    texts = []
    for _ in range(4):
        status, body = await ask()
        texts.append(body["content"][0]["text"] if status == 200 else status)
    assert texts[:3] == ["First.", 400, "Second."]
    assert texts[3].startswith("Hello!")


async def test_a_gate_holds_a_stream_after_so_many_deltas(api, sdk):
    api.script(Say("one two three four five six seven eight nine ten"))
    api.hold(after=3)
    answer = asyncio.ensure_future(streamed(sdk))
    await api.held()
    assert not answer.done()
    api.go()
    assert told(await answer)[0]["text"].endswith("ten")


async def test_the_server_sees_that_a_client_left(api, sdk):
    api.hold(after=1)
    answer = asyncio.ensure_future(streamed(sdk))
    await api.held()
    answer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answer
    await api.until(lambda requests: requests[0].ended == "left")


async def test_requests_are_kept_without_keys(api, sdk, ask):
    await ask(metadata={"user_id": "u"})
    await streamed(sdk)
    first, second = await api.until(lambda requests: len(requests) == 2)
    assert first.keyed == ("x-api-key",)
    assert "local" not in [v for r in (first, second) for v in r.headers.values()]
    assert first.body["metadata"] == {"user_id": "u"}
    assert json.loads(first.raw) == first.body
    assert second.at >= first.at
    assert (second.status, second.ended) == (200, "answered")


async def test_waiting_for_what_never_comes_times_out(api):
    with pytest.raises(TimeoutError):
        await api.until(lambda requests: len(requests) == 1, timeout=0.01)


async def test_leaving_ends_streams_that_are_held(sdk):
    async with LocalMessages(speed=0) as api, ClientSession(api.url, headers=HEADERS) as http:
        api.hold()
        async with http.post("/v1/messages", json=asking(stream=True)) as response:
            await api.held()
            assert response.status == 200
            await api.__aexit__()


async def test_usage_tells_what_the_cache_saved(sdk):
    system = [{"type": "text", "text": "word " * 2000, "cache_control": {"type": "ephemeral"}}]
    first = await streamed(sdk, system=system)
    second = await streamed(sdk, system=system)
    assert first.usage.cache_creation_input_tokens == 2500
    assert first.usage.cache_creation.ephemeral_5m_input_tokens == 2500
    assert second.usage.cache_read_input_tokens == 2500
    assert second.usage.cache_creation_input_tokens == 0


async def test_tokens_are_counted_without_answering(api, sdk):
    counted = await sdk.messages.count_tokens(model="claude-sonnet-4-6", messages=HELLO)
    assert counted.input_tokens == 2
    assert api.requests[0].path == "/v1/messages/count_tokens"


async def test_models_are_listed_as_the_sdk_reads_them(sdk):
    listed = await sdk.models.list()
    sonnet = await sdk.models.retrieve("claude-sonnet-4-6")
    assert sonnet.id in [model.id for model in listed.data]
    assert sonnet.display_name == "Claude Sonnet 4.6"
    assert sonnet.max_tokens == 128_000
    assert not sonnet.capabilities.effort.xhigh.supported
    with pytest.raises(anthropic.NotFoundError):
        await sdk.models.retrieve("claude-nothing")


RECORDED = sorted((CORPORA / "sse").glob("simonw__llm-anthropic/*.sse"))


@corpora_needed
@pytest.mark.parametrize("path", RECORDED, ids=lambda p: p.stem)
@pytest.mark.parametrize("chunk", [0, 7])
async def test_a_recorded_stream_is_sent_byte_for_byte(api, http, path, chunk):
    raw = path.read_bytes()
    api.script(Stream(raw, chunk))
    async with http.post("/v1/messages", json=asking(stream=True)) as response:
        assert await response.read() == raw


async def test_a_recorded_stream_may_be_cut_anywhere(api, sdk):
    api.script(Stream(b"event: ping\ndata: {}\n\nevent: message_start", cut=30))
    with pytest.raises(httpx2.RemoteProtocolError):
        await streamed(sdk)
