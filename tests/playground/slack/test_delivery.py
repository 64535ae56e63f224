import asyncio
import json

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.playground.slack.blocks import blocks
from bot.playground.slack.events import envelope
from bot.playground.slack.message import Said
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.workspace import Place

from .app import endpoint
from .conftest import ANN, actions


@pytest.fixture
async def app(slack):
    async with endpoint(slack) as app:
        yield app


async def settled(slack):
    """When nothing is under way any more."""
    await slack.until(
        lambda: slack.deliveries and all(d.state != "under way" for d in slack.deliveries)
    )


async def test_an_event_arrives_signed_and_once(slack, app):
    await slack.type("ann", "general", "hi")
    await settled(slack)
    ((headers, body),) = app.heard
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body.decode(), headers)
    assert headers["content-type"] == "application/json"
    assert json.loads(body)["event"]["user"] == ANN
    assert (slack.deliveries[0].state, slack.deliveries[0].statuses) == ("taken", [200])


async def test_an_event_that_is_not_taken_comes_three_times_more(slack, app):
    app.answers = [web.Response(status=status) for status in (500, 404, 302, 503)]
    await slack.type("ann", "general", "hi")
    await settled(slack)
    assert slack.deliveries[0].state == "given up"
    retries = [
        (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason"))
        for headers, _body in app.heard
    ]
    assert retries == [(None, None), *((str(n), "http_error") for n in (1, 2, 3))]
    assert len({json.loads(body)["event_id"] for _headers, body in app.heard}) == 1


async def test_an_event_comes_again_until_it_is_taken(slack, app):
    app.answers = [web.Response(status=503)]
    await slack.type("ann", "general", "hi")
    await settled(slack)
    assert (slack.deliveries[0].state, slack.deliveries[0].statuses) == ("taken", [503, 200])


async def test_an_event_that_is_answered_too_late_comes_again(slack, app):
    slack.ack_within = 0.05
    late = asyncio.Event()
    app.answers = [late]
    await slack.type("ann", "general", "hi")
    await slack.until(lambda: len(slack.deliveries[0].attempts) >= 1)
    slack.ack_within = 5
    late.set()
    await settled(slack)
    assert slack.deliveries[0].attempts[0].reason == "http_timeout"
    assert slack.deliveries[0].state == "taken"


async def test_an_app_may_say_that_it_wants_no_retry(slack, app):
    app.answers = [web.Response(status=500, headers={"x-slack-no-retry": "1"})]
    await slack.type("ann", "general", "hi")
    await settled(slack)
    assert len(app.heard) == 1
    assert slack.deliveries[0].state == "given up"


async def test_nobody_at_the_address_is_a_failed_connection(slack):
    slack.request_url = "http://127.0.0.1:1/nowhere"
    delivery = await slack.deliver(envelope({"type": "x"}, 0.0))
    assert delivery.attempts[0].reason == "connection_failed"


async def test_commands_and_clicks_are_never_tried_again(slack, app):
    app.answers = [web.Response(status=500), web.Response(status=500)]
    await slack.type("ann", "general", "/effort high")
    told = await slack.deliver({"type": "block_actions"})
    await settled(slack)
    assert [d.statuses for d in slack.deliveries] == [[500], [500]]
    assert told.state == "given up"


async def test_the_two_events_of_a_mention_come_in_any_order(slack, app):
    for _ in range(2):
        await slack.type("ann", "general", "@Threadloom hi")
    await settled(slack)
    types = [delivery.payload["event"]["type"] for delivery in slack.deliveries]
    assert sorted(types[:2]) == sorted(types[2:]) == ["app_mention", "message"]
    assert types[:2] != types[2:]


async def test_what_the_app_did_not_subscribe_to_is_not_sent(slack, app):
    slack.events = ["app_mention"]
    await slack.type("ann", "general", "hi")
    await slack.type("ann", "general", "@Threadloom hi")
    await settled(slack)
    assert [d.payload["event"]["type"] for d in slack.deliveries] == ["app_mention"]


async def test_with_nowhere_to_go_a_command_fails_at_once(slack):
    await slack.type("ann", "general", "/effort high")
    assert "dispatch_failed" in slack.seen_by("ann")[-1]["text"]
    ts = _bot_says(slack).ts
    with pytest.raises(Refusal, match="dispatch_failed"):
        await slack.press("ann", "general", ts, "again")


def _bot_says(slack):
    said = Said("x", blocks(actions()))
    return slack.workspace.post(Place(slack.workspace.channel("general")), "U0BOT0001", said)
