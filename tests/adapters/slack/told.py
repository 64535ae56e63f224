"""A server that answers every call of Slack's Web API with what it is told to, byte for byte."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client import SlackClient

DROP = "drop"
"""Instead of an answer: the connection breaks."""
JSON = {"content-type": "application/json; charset=utf-8"}
HTML = {"content-type": "text/html; charset=utf-8"}


@dataclass
class Told:
    """Answers one after the other, the last one for ever; `heard` is what it was asked."""

    client: SlackClient | None = None
    answers: list = field(default_factory=list)
    heard: list = field(default_factory=list)

    def tell(self, body, status=200, headers=None):
        """One more answer: JSON if it is no bytes."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append((status, raw, JSON if headers is None else headers))

    def drop(self):
        """One more time no answer at all."""
        self.answers.append(DROP)

    async def answer(self, request):
        self.heard.append(
            (request.match_info["method"], request.content_type, await _read(request))
        )
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == DROP:
            request.transport.abort()
            return web.Response()
        status, raw, headers = answer
        return web.Response(status=status, body=raw, headers=headers)


async def _read(request):
    if request.content_type == "application/json":
        return await request.json()
    return dict(await request.post())


@asynccontextmanager
async def told(patience=5.0):
    """The server, and a client of it that waits so many seconds."""
    here = Told()
    app = web.Application()
    app.router.add_post("/api/{method}", here.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    try:
        async with slack_at(address, "xoxb-1", patience) as here.client:
            yield here
    finally:
        await runner.cleanup()
        await asyncio.sleep(0)


@asynccontextmanager
async def slack_at(address, token, patience=5.0):
    """Our client, made as the front door makes it."""
    timeout = aiohttp.ClientTimeout(total=patience)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield SlackClient(AsyncWebClient(token, address, session=session, retry_handlers=[]))
