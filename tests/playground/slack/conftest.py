"""A local Slack, a client of it, and a clock that stands until it is moved."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack.server import LocalSlack
from bot.playground.slack.workspace import Workspace

GENERAL, RANDOM, FOUNDERS = "C0GENERAL", "C0RANDOM1", "C0FOUNDER"
ANN, BEN, CHI = "U0ANN0001", "U0BEN0001", "U0CHI0001"

Ask = Callable[..., Awaitable[dict[str, Any]]]


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(clock: Clock) -> Workspace:
    return Workspace(clock)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    commands = [{"command": "/effort", "description": "How hard", "usage_hint": "low|high"}]
    async with LocalSlack(commands=commands, ack_within=5.0, retries=(0, 0, 0)) as slack:
        yield slack


@pytest.fixture
def client(slack: LocalSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def ask(client: AsyncWebClient) -> Ask:
    """Call a method with a JSON body; the body of the answer, whether it is ok or not."""

    async def call(method: str, **arguments: Any) -> dict[str, Any]:
        try:
            return (await client.api_call(method, json=arguments)).data
        except SlackApiError as error:
            return error.response.data

    return call


def button(**more: Any) -> dict[str, Any]:
    """A button as blocks have it."""
    text = {"type": "plain_text", "text": "Again"}
    return {"type": "button", "text": text, "action_id": "again", "value": "7"} | more


def actions(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks of a message that has these buttons."""
    return [{"type": "actions", "elements": list(elements or [button()])}]


def written(value: Any) -> str:
    """As it would go over the wire."""
    return json.dumps(value)
