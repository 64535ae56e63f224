"""Apps to deliver to: a bare HTTP endpoint, and a bare websocket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.playground.slack.server import LocalSlack


class Endpoint:
    """Answers each request with the next of `answers`; an Event instead waits for it."""

    def __init__(self) -> None:
        self.answers: list[web.Response | asyncio.Event] = []
        self.heard: list[tuple[dict[str, str], bytes]] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append(
            ({name.lower(): value for name, value in request.headers.items()}, await request.read())
        )
        answer = self.answers.pop(0) if self.answers else web.Response()
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            answer = web.Response()
        return answer


@asynccontextmanager
async def endpoint(slack: LocalSlack) -> AsyncIterator[Endpoint]:
    """Slack's requests go here from now on."""
    app, heard = web.Application(), Endpoint()
    app.router.add_post("/slack/events", heard.answer)
    async with TestServer(app, port=0) as server:
        slack.request_url = str(server.make_url("/slack/events"))
        yield heard


class Socket:
    """One open socket; `next` is the next frame, `ack` acknowledges an envelope."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self.line = line

    async def next(self) -> dict[str, Any]:
        return json.loads((await self.line.receive(timeout=5)).data)

    async def ack(self, envelope: dict[str, Any], **more: Any) -> None:
        await self.line.send_json({"envelope_id": envelope["envelope_id"]} | more)


@asynccontextmanager
async def socket(slack: LocalSlack) -> AsyncIterator[Socket]:
    """A socket that was opened the way apps open it, and has not read its hello yet."""
    headers = {"Authorization": f"Bearer {slack.app_token}"}
    async with aiohttp.ClientSession() as http:
        async with http.post(f"{slack.api_url}apps.connections.open", headers=headers) as answer:
            address = (await answer.json())["url"]
        async with http.ws_connect(address) as line:
            yield Socket(line)
