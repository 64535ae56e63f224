from __future__ import annotations

import asyncio
import json
import os
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack.server import LocalSlack

# Headless, and without the visits that Chromium likes to make by itself.
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=20_000)
"""Milliseconds that a condition may take: this machine may have other things to do."""


def chromium() -> str | None:
    """Where this machine keeps Chromium, if it has one."""
    debian = Path("/usr/bin/chromium")
    return str(debian) if debian.exists() else shutil.which("chromium")


def pytest_collection_modifyitems(items):
    """All tests of this folder run in one loop: in it lives the one Chromium that they share."""
    together = pytest.mark.asyncio(loop_scope="session")
    for item in items:
        if Path(__file__).parent in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(together, append=False)


def fixture(make, scope="function"):
    """A fixture of that loop."""
    return pytest_asyncio.fixture(make, scope=scope, loop_scope="session")


@partial(fixture, scope="session")
async def running_chromium():
    path = chromium()
    if not path and os.environ.get("CI"):
        pytest.fail("in CI chromium must be installed")
    if not path:
        pytest.skip("no chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


@fixture
async def browser(running_chromium):
    """A browser in which nobody has been: each person who sits down has a context of their own."""
    yield running_chromium
    for context in running_chromium.contexts:
        await context.close()


class App:
    """A small app on a real socket: keeps what Slack brings it, and knows one command."""

    def __init__(self) -> None:
        self.url = ""
        self.commands: list[Any] = []
        self._presses: asyncio.Queue[Any] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            return web.Response()
        form = await request.post()
        if "payload" in form:
            self._presses.put_nowait(json.loads(str(form["payload"])))
            return web.Response()
        self.commands.append(form)
        return web.json_response({"text": f"Effort is {form['text']}"})

    async def pressed(self) -> Any:
        """The next press of a button, as `block_actions`."""
        return await self._presses.get()


@fixture
async def app():
    app, server = App(), web.Application()
    server.router.add_post("/slack/events", app.take)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    app.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield app
    await runner.cleanup()


@fixture
async def slack(app):
    commands = [
        {"command": "/effort", "description": "How hard the model tries", "usage_hint": "low|high"},
        {"command": "/thinking", "description": "Whether it thinks first", "usage_hint": "on|off"},
    ]
    async with LocalSlack(
        request_url=app.url,
        commands=commands,
        suggestions=["@Threadloom explain a loom"],
        notice="Answers are invented.",
        rates={},
        per_channel={},
    ) as slack:
        yield slack


@fixture
async def bot(slack):
    """The bot's own hands: the official client, as the adapter has it."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.bot_token, slack.api_url, session=session, retry_handlers=[])
