import asyncio
import json
import traceback
from contextlib import aclosing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.messages import MessagesModel
from bot.errors import (
    Interrupted,
    Misplaced,
    ModelError,
    Overloaded,
    Refused,
    Unauthorized,
    Unreachable,
)
from tests.adapters.messages.server import (
    ASKED,
    KEY,
    RESET,
    STALL,
    asking,
    endpoint,
    impatient,
    response,
    serving,
)
from tests.answer.wire import HELLO, STOP, cut, encoded, start

ALL = encoded(*HELLO)
BEGUN = encoded(*HELLO[:4])


async def failing(*script):
    """What is raised for a scripted answer."""
    async with serving(*script) as wire, impatient() as client:
        with pytest.raises(ModelError) as info:
            await asking(client, wire.url)
        return info.value


async def test_a_stream_becomes_an_answer(client):
    async with serving(response(ALL)) as wire:
        assert (await asking(client, wire.url)).turn("q", 1.0).content[0]["text"] == "Hello"


async def test_what_is_asked_is_one_post_with_one_authorization(client):
    async with serving(response(ALL)) as wire:
        await asking(client, wire.url + "/v1/", auth="bearer", betas=("a-1", "b-2"))
    (asked,) = wire.requests
    assert (asked.method, asked.path) == ("POST", "/v1/messages")
    assert asked.header("authorization") == [f"Bearer {KEY}"]
    assert asked.header("x-api-key") == []
    assert asked.header("anthropic-version") == ["2023-06-01"]
    assert asked.header("anthropic-beta") == ["a-1,b-2"]
    assert asked.header("content-type") == ["application/json"]
    assert asked.json["stream"] is True


async def test_half_a_character_in_a_question_does_not_keep_it_from_being_asked(client):
    async with serving(response(ALL)) as wire:
        await asking(client, wire.url)
    assert wire.requests[0].json["messages"][0]["content"][0]["text"] == "Why? ?"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.integers(0, 10_000), max_size=8))
async def test_where_the_network_cuts_a_stream_does_not_matter(client, places):
    async with serving(response(), *cut(ALL, places)) as wire:
        assert (await asking(client, wire.url)).text == "Hello"


@pytest.mark.parametrize(
    "stream",
    [
        ALL + b"data: [DONE]\n\n",
        ALL.removesuffix(b"\n\n"),
        ALL.replace(b"\n", b"\r\n"),
        b": hello\n\nevent: ping\ndata: {}\n\n" + ALL,
        b"".join(line for line in ALL.splitlines(True) if not line.startswith(b"event:")),
        encoded({"type": "tomorrow"}, *HELLO),
    ],
    ids=["done", "no last line end", "crlf", "comments", "nameless", "unknown event"],
)
async def test_what_other_endpoints_do_differently_does_no_harm(client, stream):
    async with serving(response(stream)) as wire:
        assert (await asking(client, wire.url)).complete


async def test_what_follows_the_end_is_of_no_interest(client):
    async with serving(response(ALL + b"data: {nonsense\n\n"), RESET) as wire:
        assert (await asking(client, wire.url)).complete


async def test_the_connection_is_used_again_for_the_next_answer(client):
    head = response(transfer_encoding="chunked").replace(b"connection: close\r\n", b"")
    chunk = b"%x\r\n%s\r\n" % (len(ALL), ALL)
    async with serving(head, chunk, b"0\r\n\r\n", keep=True) as wire:
        for _ in range(3):
            await asking(client, wire.url)
        assert (len(wire.requests), wire.connections) == (3, 1)


@pytest.mark.parametrize(
    "script",
    [
        [],
        [RESET],
        [STALL],
        [b"nonsense\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\ncontent-"],
        [response()],
        [response(), RESET],
        [response(), STALL],
    ],
    ids=["eof", "reset", "stall", "no http", "half a head", "no body", "late reset", "late stall"],
)
async def test_before_the_first_byte_the_endpoint_was_not_reached(script):
    assert type(await failing(*script)) is Unreachable


@pytest.mark.parametrize(
    "script",
    [
        [response(BEGUN)],
        [response(BEGUN), RESET],
        [response(BEGUN), STALL],
        [response(BEGUN + b"event: content_block_delta\ndata: {")],
        [response(BEGUN + b"data: {nonsense\n\n")],
        [response(BEGUN + b"data: [1]\n\n")],
        [response(BEGUN + b'data: "\xff"\n\n')],
        [response(BEGUN + b"data: " + b"[" * 100_000 + b"\n\n")],
        [response(encoded(*HELLO[:-1]))],
        [response(BEGUN, content_length=9999)],
        [response(BEGUN + b"x", content_encoding="gzip")],
    ],
    ids=[
        "eof",
        "reset",
        "stall",
        "half",
        "no json",
        "no object",
        "no utf-8",
        "deep",
        "no stop",
        "short",
        "not gzip",
    ],
)
async def test_after_it_the_answer_was_interrupted(script):
    expected = Unreachable if b"gzip" in script[0] else Interrupted
    assert type(await failing(*script)) is expected


async def test_nobody_there_is_unreachable(client):
    async with serving() as wire:
        pass
    with pytest.raises(Unreachable):
        await asking(client, wire.url)


@pytest.mark.parametrize("base", ["ftp://a", "http://", "nonsense", "http://a:99999999"])
async def test_a_base_url_that_is_none_is_refused(client, base):
    with pytest.raises((Refused, Unreachable)):
        await asking(client, base)


OPENAI = {"id": "chatcmpl-1", "object": "chat.completion", "choices": [{"message": {}}]}
CHUNK = {"object": "chat.completion.chunk", "choices": [{"delta": {"content": "Hi"}}]}
WHOLE = {"type": "message", "role": "assistant", "content": []}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (response(b"<html><title>Welcome</title>", kind="text/html; charset=utf-8"), "text/html"),
        (response(json.dumps(OPENAI).encode(), kind="application/json"), "OpenAI"),
        (response(b"data: " + json.dumps(CHUNK).encode() + b"\n\n"), "OpenAI"),
        (response(json.dumps(WHOLE).encode(), kind="application/json"), "not stream"),
        (response(b"[]", kind="application/json"), "no Messages endpoint"),
        (response(b"Moved", 301, location="https://a.b/"), "redirects"),
        (response(b"", 307, location="/v1/messages"), "redirects"),
    ],
)
async def test_what_is_no_messages_endpoint_is_refused_with_the_reason(answer, reason):
    failed = await failing(answer)
    assert type(failed) is (Refused if reason == "not stream" else Misplaced)
    assert reason in str(failed)


async def test_an_error_with_status_200_is_the_error_it_names():
    body = {"type": "error", "error": {"type": "overloaded_error", "message": "Busy"}}
    failed = await failing(response(json.dumps(body).encode(), kind="application/json"))
    assert type(failed) is Overloaded


async def test_an_error_whose_body_never_ends_is_told_by_its_status():
    failed = await failing(response(b"{", 401), STALL)
    assert type(failed) is Unauthorized


ECHO = {"type": "error", "error": {"type": "x", "message": f"bad key {KEY}"}}


@pytest.mark.parametrize(
    "answer",
    [
        response(json.dumps(ECHO).encode(), 401, "application/json"),
        response(f"<title>No {KEY}</title>".encode(), 502, "text/html"),
        response(json.dumps(ECHO).encode(), 200, "application/json"),
        response(encoded(start(), ECHO)),
        b"HTTP/1.1 200 " + KEY.encode() + b"\r\n\x00: \r\n\r\n",
    ],
    ids=["status", "page", "success", "event", "head"],
)
async def test_the_key_is_in_no_exception_even_if_the_endpoint_repeats_it(answer):
    failed = await failing(answer)
    assert KEY not in "".join(traceback.format_exception(failed))
    assert KEY not in repr(failed)


async def test_leaving_early_hangs_up(client):
    async with serving(response(BEGUN), STALL) as wire:
        stream = MessagesModel(client, endpoint(wire.url)).stream(ASKED)
        async with aclosing(stream) as pieces:
            async for _ in pieces:
                break
        await asyncio.wait_for(wire.left.wait(), 5)


async def test_being_cancelled_hangs_up(client):
    async with serving(response(BEGUN), STALL) as wire:
        task = asyncio.create_task(asking(client, wire.url))
        await asyncio.wait_for(wire.heard.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.wait_for(wire.left.wait(), 5)


async def test_a_stream_that_stays_open_after_its_end_is_not_waited_for(client):
    async with serving(response(encoded(*HELLO, STOP)), STALL) as wire:
        assert (await asking(client, wire.url)).complete
        await asyncio.wait_for(wire.left.wait(), 5)
