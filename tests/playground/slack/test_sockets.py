from contextlib import AsyncExitStack

import aiohttp
import pytest

from .app import socket
from .conftest import GENERAL


async def test_a_socket_says_hello_and_how_many_there_are(slack):
    async with socket(slack) as one, socket(slack) as two:
        assert (await one.next())["num_connections"] == 1
        hello = await two.next()
        assert (hello["type"], hello["num_connections"]) == ("hello", 2)
        assert hello["connection_info"] == {"app_id": "A0LOOM001"}
        assert slack.socket_count == 2
    await slack.until(lambda: slack.socket_count == 0)


async def test_an_eleventh_socket_is_sent_away(slack):
    async with AsyncExitStack() as stack:
        for _ in range(10):
            await (await stack.enter_async_context(socket(slack))).next()
        eleventh = await stack.enter_async_context(socket(slack))
        assert (await eleventh.next())["reason"] == "too_many_websockets"
        assert (await eleventh.line.receive()).type == aiohttp.WSMsgType.CLOSE
        assert slack.socket_count == 10


async def test_nobody_gets_in_without_a_ticket(slack):
    address = slack.url.replace("http", "ws", 1) + "link/?ticket=guess"
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="401"):
            await http.ws_connect(address)


async def test_envelopes_go_to_the_sockets_in_turn(slack):
    async with socket(slack) as one, socket(slack) as two:
        await one.next()
        await two.next()
        for line in (one, two, one):
            ts = await slack.type("ann", "general", "hi")
            envelope = await line.next()
            assert envelope["payload"]["event"]["ts"] == ts
            await line.ack(envelope)
        await slack.until(lambda: {d.state for d in slack.deliveries} == {"taken"})


async def test_what_is_not_acknowledged_comes_again_on_another_socket(slack):
    slack.ack_within = 0.05
    async with socket(slack) as deaf, socket(slack) as well:
        await deaf.next()
        await well.next()
        await slack.type("ann", "general", "hi")
        first = await deaf.next()
        slack.ack_within = 5
        second = await well.next()
        await well.ack(second)
        (delivery,) = slack.deliveries
        await slack.until(lambda: delivery.state == "taken")
    assert first["payload"] == second["payload"]
    assert first["envelope_id"] != second["envelope_id"]
    assert [envelope["retry_attempt"] for envelope in (first, second)] == [0, 1]
    assert second["retry_reason"] == "timeout"
    assert [attempt.reason for attempt in delivery.attempts] == ["http_timeout", ""]


async def test_nonsense_on_the_line_is_passed_over(slack):
    async with socket(slack) as line:
        await line.next()
        await slack.type("ann", "general", "hi")
        envelope = await line.next()
        for nonsense in ("{", "[]", '{"envelope_id": "other"}', "null"):
            await line.line.send_str(nonsense)
        await line.ack(envelope)
        await line.ack(envelope)
        await slack.until(lambda: slack.deliveries[0].state == "taken")


async def test_events_wait_for_a_socket_that_comes_back(slack):
    slack.retries = (60,)
    async with socket(slack) as line:
        await line.next()
    await slack.until(lambda: slack.socket_count == 0)
    ts = await slack.type("ann", "general", "hi")
    async with socket(slack) as line:
        await line.next()
        envelope = await line.next()
        assert envelope["payload"]["event"]["ts"] == ts
        await line.ack(envelope)
        await slack.until(lambda: slack.deliveries[0].state == "taken")


async def test_slack_may_warn_and_slack_may_hang_up(slack):
    async with socket(slack) as line:
        await line.next()
        await slack.disconnect("warning")
        assert (await line.next())["reason"] == "warning"
        assert slack.socket_count == 1
        await slack.disconnect()
        assert (await line.next())["reason"] == "refresh_requested"
        assert (await line.line.receive()).type == aiohttp.WSMsgType.CLOSE
        assert slack.socket_count == 0


async def test_while_a_socket_is_open_nothing_goes_by_http(slack):
    slack.request_url = "http://127.0.0.1:1/nowhere"
    async with socket(slack) as line:
        await line.next()
        await slack.type("ann", GENERAL, "hi")
        envelope = await line.next()
        await line.ack(envelope)
        await slack.until(lambda: slack.deliveries[0].state == "taken")
    assert [attempt.via for attempt in slack.deliveries[0].attempts] == ["socket"]
