"""Claude's view of a local Slack, and of no Slack at all."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import Home
from bot.adapters.slack.reading import SlackReading
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.manifest import SCOPES
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import ANN, BOT, BOT_USER, TEAM
from tests.adapters.slack.told import slack_at

SITE = "https://loomworks.slack.com/"
HOME = Home(TEAM, BOT_USER, BOT, SITE)
QUESTION = Question(Thread(TEAM, "C0RESEARC", "1.000001"), "1.000001", ANN.id, "so?")
UNPLUGGED = SlackReading(SlackClient(AsyncWebClient("xoxb-none", "http://127.0.0.1:1/")), HOME)
"""For what needs nobody: it would hear from nobody."""


@pytest.fixture
async def slack():
    async with LocalSlack(scopes=SCOPES, events=(), rates={}, per_channel={}) as slack:
        yield slack


@pytest.fixture
async def world(slack):
    async with slack_at(slack.api_url, slack.bot_token) as client:
        yield SlackReading(client, HOME)
