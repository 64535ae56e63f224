"""All that can be handed to people beside replies, of one workspace."""

from __future__ import annotations

import aiohttp

from bot.adapters.slack.canvases import SlackCanvases
from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.prompts import SlackPrompts
from bot.adapters.slack.uploads import SlackUploads
from bot.ports.giving import Giving


def giving(slack: SlackClient, session: aiohttp.ClientSession, home: Home) -> Giving:
    """Files, canvases and prompts; `session` carries the bytes of files."""
    history = History(slack, People(slack), home)
    return Giving(
        SlackUploads(slack, session, history), SlackCanvases(slack, home), SlackPrompts(slack)
    )
