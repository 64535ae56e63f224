"""A small Bolt app over Socket Mode for the page to play with, and what it heard."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack.server import LocalSlack


class SmallApp:
    """Opens `view` at its shortcuts, answers submissions with `answer`, keeps what it hears."""

    def __init__(self, client: AsyncWebClient, view: dict[str, Any]) -> None:
        self.view = view
        self.answer: dict[str, Any] = {}
        self.presses: asyncio.Queue[Any] = asyncio.Queue()
        self.submissions: asyncio.Queue[Any] = asyncio.Queue()
        self.events: asyncio.Queue[Any] = asyncio.Queue()
        self.bolt = AsyncApp(client=client)
        self.bolt.shortcut(re.compile(""))(self.on_shortcut)
        self.bolt.view("")(self.on_view)
        self.bolt.view_closed("")(self.on_closed)
        self.bolt.action(re.compile(""))(self.on_action)
        self.bolt.event(re.compile(""))(self.on_event)

    async def on_shortcut(self, ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=self.view)

    async def on_view(self, ack, body):
        self.submissions.put_nowait(body)
        await ack(**self.answer)

    async def on_closed(self, ack):
        await ack()

    async def on_action(self, ack, body):
        await ack()
        self.presses.put_nowait(body)

    async def on_event(self, event):
        self.events.put_nowait(event)


@asynccontextmanager
async def small_app(slack: LocalSlack, view: dict[str, Any]) -> AsyncIterator[SmallApp]:
    """A small app, connected."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(slack.bot_token, slack.api_url, session=session)
        app = SmallApp(client, view)
        handler = AsyncSocketModeHandler(app.bolt, slack.app_token)
        await handler.connect_async()
        await slack.until(lambda: slack.socket_count)
        try:
            yield app
        finally:
            await handler.close_async()
            await asyncio.sleep(0)
