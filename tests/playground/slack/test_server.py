"""The whole of it, with the real SDK and the real Bolt at the other end."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, asynccontextmanager
from math import inf

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.slack.server import LocalSlack
from tests.corpora import CORPORA, corpora_needed

from .conftest import GENERAL, actions

BOLT = CORPORA / "slack" / "bolt-python"


def bolt(slack, client):
    """A small app: it answers mentions in their thread, one command and one button."""
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)

    @app.event("app_mention")
    async def on_mention(event, client):
        where = {"channel": event["channel"], "thread_ts": event.get("thread_ts", event["ts"])}
        posted = await client.chat_postMessage(**where, text="…")
        await client.chat_update(
            channel=event["channel"], ts=posted["ts"], text="done", blocks=actions()
        )

    @app.event("message")
    async def on_message():
        pass

    @app.command("/effort")
    async def on_effort(ack, command):
        await ack(f"effort is {command['text']}")

    @app.action("again")
    async def on_again(ack, body, respond):
        await ack()
        await respond(f"pressed by {body['user']['name']}")

    return app


@asynccontextmanager
async def by_socket(slack, app):
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    await slack.until(lambda: slack.socket_count == 1)
    try:
        yield
    finally:
        await handler.close_async()
        # Bolt cancels its tasks without waiting for them.
        await asyncio.sleep(0)


@asynccontextmanager
async def by_http(slack, app):
    async def hear(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    site = web.Application()
    site.router.add_post("/slack/events", hear)
    async with TestServer(site) as server:
        slack.request_url = str(server.make_url("/slack/events"))
        yield


@pytest.fixture(params=[by_socket, by_http])
async def connected(request, slack, client):
    """An app that hears this Slack, one way or the other."""
    async with request.param(slack, bolt(slack, client)):
        yield request.param


async def test_a_mention_a_command_and_a_button_go_all_the_way(slack, connected):
    root = await slack.type("ann", "general", "@Threadloom hi")
    reply = await slack.until(
        lambda: next((m for m in slack.messages("general", root) if m["text"] == "done"), None)
    )
    assert reply["parent_user_id"] == "U0ANN0001"
    await slack.type("ann", "general", "/effort high")
    await slack.press("ben", "general", reply["ts"], "again")
    said = {m["ephemeral_to"]: m["text"] for m in slack.seen_by("ann") + slack.seen_by("ben")}
    assert said["U0ANN0001"] == "effort is high"
    await slack.until(lambda: slack.seen_by("ben")[-1]["text"] == "pressed by ben")
    await slack.until(lambda: all(d.state == "taken" for d in slack.deliveries))
    via = {attempt.via for delivery in slack.deliveries for attempt in delivery.attempts}
    assert via == {"socket" if connected is by_socket else "http"}
    assert all(len(delivery.attempts) == 1 for delivery in slack.deliveries)


async def test_the_app_does_not_hear_its_own_words_twice(slack, connected):
    root = await slack.type("ann", "D0ANN0001", "hi")
    told = await slack.until(lambda: slack.deliveries[0].state == "taken" and slack.deliveries)
    assert [d.payload["event"]["channel_type"] for d in told] == ["im"]
    assert slack.messages("D0ANN0001", root)[0]["text"] == "hi"


async def test_what_an_app_refuses_is_delivered_again(slack, client):
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=True)
    heard = []

    @app.event("message")
    async def on_message(event):
        heard.append(event["ts"])
        if len(heard) == 1:
            raise RuntimeError

    async with by_http(slack, app):
        ts = await slack.type("ann", "general", "hi")
        await slack.until(lambda: slack.deliveries[0].state == "taken")
    assert heard == [ts, ts]
    assert slack.deliveries[0].statuses == [500, 200]


@corpora_needed
@pytest.mark.parametrize("name", ["app_mention--test_app", "message--test_message--message_body"])
async def test_recorded_payloads_pass_bolts_signature_check(slack, connected, name):
    payload = json.loads(next(BOLT.glob(f"{name}*.json")).read_text())
    slack.fault("*", error="channel_not_found", times=99)
    delivery = await slack.deliver(payload)
    assert 401 not in delivery.statuses


async def test_closing_leaves_nothing_behind():
    before = asyncio.all_tasks()
    async with AsyncExitStack() as outside:
        http = await outside.enter_async_context(aiohttp.ClientSession())
        async with LocalSlack(ack_within=60) as slack:
            client = AsyncWebClient(
                token=slack.bot_token, base_url=slack.api_url, retry_handlers=[]
            )
            page = await outside.enter_async_context(http.ws_connect(f"{slack.url}live"))
            opened = await AsyncWebClient(
                token=slack.app_token, base_url=slack.api_url
            ).apps_connections_open(app_token=slack.app_token)
            line = await outside.enter_async_context(http.ws_connect(opened["url"]))
            await slack.type("ann", "general", "an event that nobody takes")
            slack.fault("auth.test", delay=inf)
            hung = asyncio.create_task(client.auth_test())
            await slack.until(lambda: slack.deliveries)
            await line.receive()
            await page.receive()
        assert (await hung)["ok"]
    assert asyncio.all_tasks() == before


async def test_the_port_can_be_chosen_and_is_free_again(slack):
    async with LocalSlack() as other:
        port = other.port
        assert other.url == f"http://127.0.0.1:{port}/"
        assert other.port != slack.port
    async with LocalSlack(port=port) as again:
        assert again.port == port


async def test_waiting_for_what_never_comes_ends(slack):
    with pytest.raises(TimeoutError):
        await slack.until(lambda: slack.messages(GENERAL), timeout=0.01)
