"""Everything that is refused before the question is read."""

import io

import aiohttp
import pytest

from bot.playground.messages.refusal import Refused

VERSION = {"anthropic-version": "2023-06-01"}
BODY = {
    "model": "claude-sonnet-4-6",
    "max_tokens": 9,
    "messages": [{"role": "user", "content": "x"}],
}


@pytest.fixture
async def bare(api):
    async with aiohttp.ClientSession(api.url) as session:
        yield session


async def outcome(response):
    body = await response.json()
    assert body["type"] == "error"
    assert body["request_id"] == response.headers["request-id"]
    return response.status, body["error"]["type"], body["error"]["message"]


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "x-api-key header is required"),
        ({"x-api-key": "wrong"}, "invalid x-api-key"),
        ({"Authorization": "Bearer wrong"}, "Invalid bearer token"),
        ({"x-api-key": "wrong", "Authorization": "Bearer local"}, "invalid x-api-key"),
    ],
)
async def test_no_key_and_wrong_keys_are_refused(bare, headers, message):
    async with bare.post("/v1/messages", json=BODY, headers={**VERSION, **headers}) as response:
        assert await outcome(response) == (401, "authentication_error", message)
        assert response.headers["x-should-retry"] == "false"


@pytest.mark.parametrize("headers", [{"x-api-key": "local"}, {"Authorization": "Bearer local"}])
async def test_either_header_may_bring_the_key(bare, headers):
    async with bare.post("/v1/messages", json=BODY, headers={**VERSION, **headers}) as response:
        assert response.status == 200


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "anthropic-version: header is required"),
        (
            {"anthropic-version": "2020-01-01"},
            'anthropic-version: "2020-01-01" is not a valid version',
        ),
    ],
)
async def test_a_version_is_needed_and_must_exist(bare, headers, message):
    headers = {"x-api-key": "local", **headers}
    async with bare.post("/v1/messages", json=BODY, headers=headers) as response:
        assert await outcome(response) == (400, "invalid_request_error", message)


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/v1/messages", "/v1/chat/completions"])
async def test_other_paths_are_not_found(http, path):
    async with http.post(path, json=BODY) as response:
        assert await outcome(response) == (404, "not_found_error", "Not found")


async def test_questions_are_posted(http):
    async with http.get("/v1/messages") as response:
        assert (await outcome(response))[0] == 405


async def test_the_body_is_json_and_says_so(http):
    async with http.post("/v1/messages", data=b"model=x") as response:
        assert (await outcome(response))[0] == 415
    headers = {"content-type": "application/json"}
    async with http.post("/v1/messages", data=b'{"model":', headers=headers) as response:
        status, kind, message = await outcome(response)
    assert (status, kind) == (400, "invalid_request_error")
    assert message.startswith("The request body is not valid JSON")
    async with http.post("/v1/messages", data=b"[]", headers=headers) as response:
        assert (await outcome(response))[0] == 400


async def test_more_than_32_megabytes_are_too_large(http):
    raw = io.BytesIO(b" " * (32 * 1024 * 1024 + 1))
    async with http.post(
        "/v1/messages", data=raw, headers={"content-type": "application/json"}
    ) as response:
        expected = (413, "request_too_large", "Request exceeds the maximum size")
        assert await outcome(response) == expected


def test_a_refusal_knows_the_type_of_its_status():
    assert Refused("x", 404).type == "not_found_error"
    assert Refused("x").body("req_1") == {
        "type": "error",
        "error": {"type": "invalid_request_error", "message": "x"},
        "request_id": "req_1",
    }
