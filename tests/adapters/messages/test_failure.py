import asyncio
import json
import ssl

import aiohttp
import aiohttp.http_exceptions
import httpx
import msgspec
import pytest

from bot.adapters.messages.failure import FOREIGN, PATIENCE, failure, unlike
from bot.adapters.messages.reading import Reading
from bot.errors import (
    Interrupted,
    Misplaced,
    ModelError,
    Overloaded,
    Refused,
    Unauthorized,
    Unreachable,
)
from tests.adapters.messages.server import asking, response, serving
from tests.corpora import CORPORA, corpora_needed

RECORDED = sorted((CORPORA / "sse" / "_http_errors").glob("*.json"))


def body(kind="some_error", message="So it is", **fields):
    return json.dumps({"type": "error", "error": {"type": kind, "message": message, **fields}})


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (400, "invalid_request_error", Refused),
        (401, "authentication_error", Unauthorized),
        (402, "billing_error", Unauthorized),
        (403, "permission_error", Unauthorized),
        (404, "not_found_error", Refused),
        (405, "", Refused),
        (408, "", Unreachable),
        (409, "conflict_error", Unreachable),
        (413, "request_too_large", Refused),
        (422, "", Refused),
        (429, "rate_limit_error", Overloaded),
        (500, "api_error", Unreachable),
        (500, "invalid_request_error", Refused),
        (500, "authentication_error", Unauthorized),
        (500, "overloaded_error", Overloaded),
        (502, "", Unreachable),
        (503, "", Unreachable),
        (504, "timeout_error", Unreachable),
        (524, "", Unreachable),
        (529, "overloaded_error", Overloaded),
        (302, "", Misplaced),
        (204, "", Unreachable),
        (101, "", Unreachable),
    ],
)
def test_each_status_is_one_of_our_errors(status, kind, expected):
    failed = failure(status, {}, body(kind).encode())
    assert type(failed) is expected
    assert str(status) in str(failed)
    if isinstance(failed, Refused):
        assert failed.status == status


@pytest.mark.parametrize("status", [404, 405])
def test_a_page_where_the_path_is_not_known_is_the_wrong_place(status):
    failed = failure(status, {}, b"<html><title>Not Found</title></html>")
    assert type(failed) is Misplaced
    assert "says \u201cNot Found\u201d" in str(failed)


def test_what_cometapi_says_is_the_callers_mistake_is_not_tried_again():
    error = {
        "message": "field messages is required (request id: 2026)",
        "type": "comet_api_error",
        "param": "",
        "code": "invalid_request",
    }
    failed = failure(500, {}, json.dumps({"error": error}).encode())
    assert type(failed) is Refused
    assert "field messages is required" in str(failed)


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        (429, {"details": {"error_code": "enforced_spend_limit_reached"}}),
        (400, {"message": "Your credit balance is too low to access the Anthropic API."}),
        (400, {"kind": "billing_error"}),
    ],
)
def test_who_has_no_credit_is_not_told_to_wait(status, fields):
    assert type(failure(status, {}, body(**fields).encode())) is Unauthorized


NOW = "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0.5 "}, 0.5),
        ({"retry-after": "3600"}, PATIENCE),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT", "date": NOW}, 30.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT", "date": NOW}, 0.0),
        ({"retry-after": "Sun, 22 Nov 2099 11:00:00 GMT"}, PATIENCE),
        ({"retry-after": "Sun, 22 Nov 1999 11:00:00 GMT", "date": "nonsense"}, 0.0),
        ({"retry-after": "7", "retry-after-ms": "250"}, 0.25),
    ],
)
def test_when_to_come_back_is_told_within_reason(headers, seconds):
    assert failure(529, httpx.Headers(headers), b"").retry_after == seconds


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"null",
        b'{"error": 3}',
        b'{"error": {"type": [], "code": {}}}',
        b'{"error": "So it is"}',
        b'{"message": "So it is"}',
        b"<html><title>524: A timeout occurred</title>" + b"x" * 100_000,
    ],
)
@pytest.mark.parametrize("status", [200, 302, 400, 500])
def test_whatever_the_body_is_there_is_a_short_reason(status, page):
    assert 0 < len(str(failure(status, {}, page))) <= 500
    assert 0 < len(str(unlike("text/html", page))) <= 600


@corpora_needed
@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
async def test_a_recorded_refusal_is_ours_and_repeats_the_words(client, path):
    recorded = json.loads(path.read_text())
    said = recorded["body"]
    said = said if isinstance(said, str) else json.dumps(said)
    answer = response(said.encode(), recorded["status"], "application/json")
    async with serving(answer) as wire:
        with pytest.raises(ModelError) as info:
            await asking(client, wire.url)
    assert type(info.value) is (Unauthorized if recorded["status"] == 401 else Refused)
    assert info.value.status == recorded["status"]
    error = json.loads(said)
    words = error.get("error", error)["message"]
    assert words[:400] in str(info.value)


@corpora_needed
def test_no_recorded_refusal_is_left_out():
    assert len(RECORDED) == len(list((CORPORA / "sse" / "_http_errors").iterdir())) >= 20


def raised_by(module):
    return {
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Exception)
    }


def below(kind):
    return {kind}.union(*map(below, kind.__subclasses__()))


# What only a web socket or a form can raise.
ELSEWHERE = {
    "WebSocketError",
    "WSMessageTypeError",
    "BadContentDispositionHeader",
    "BadContentDispositionParam",
}
TREES = (
    raised_by(httpx)
    | raised_by(aiohttp)
    | raised_by(aiohttp.http_exceptions)
    | raised_by(msgspec)
    | below(httpx.HTTPError)
    | below(aiohttp.ClientError)
    | below(msgspec.MsgspecError)
    | {OSError, ConnectionResetError, ssl.SSLError, TimeoutError, asyncio.IncompleteReadError}
    | {UnicodeDecodeError, UnicodeEncodeError, RecursionError}
)


@pytest.mark.parametrize(
    "kind",
    [kind for kind in sorted(TREES, key=str) if kind.__name__ not in ELSEWHERE],
    ids=lambda kind: kind.__qualname__,
)
def test_nothing_that_the_libraries_raise_is_let_through(kind):
    assert issubclass(kind, FOREIGN)
    # A subclass, because some of them can't be printed until they are filled in.
    silent = type(kind.__name__, (kind,), {"__str__": lambda _: "so it is"})
    error = silent.__new__(silent)
    before, after = Reading(bytes), Reading(bytes)
    after.deltas(b": hello\n\n")
    assert type(before.broken(error)) in (Unreachable, Misplaced)
    assert type(after.broken(error)) in (Interrupted, Misplaced)
