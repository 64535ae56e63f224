"""A local Messages API, and two ways to ask it: the official SDK, and bare HTTP."""

import anthropic
import pytest
from aiohttp import ClientSession

from bot.playground.messages.server import LocalMessages

HEADERS = {"x-api-key": "local", "anthropic-version": "2023-06-01"}


@pytest.fixture
async def api():
    async with LocalMessages(speed=0) as running:
        yield running


@pytest.fixture
async def sdk(api):
    client = anthropic.AsyncAnthropic(
        base_url=api.url,
        api_key="local",
        max_retries=0,
        default_headers={
            "anthropic-version": "2023-06-01",
            "X-Api-Key": "local",
            "Authorization": anthropic.omit,
        },
    )
    yield client
    await client.close()


@pytest.fixture
async def http(api):
    async with ClientSession(api.url, headers=HEADERS) as session:
        yield session


@pytest.fixture
def ask(http):
    """Post a question, with anything else in the body; get status and JSON."""

    async def post(text="Hello", **more):
        body = {
            "model": "claude-sonnet-4-6",
            "max_tokens": 8000,
            "messages": [{"role": "user", "content": text}],
            **more,
        }
        async with http.post("/v1/messages", json=body) as response:
            return response.status, await response.json()

    return post
