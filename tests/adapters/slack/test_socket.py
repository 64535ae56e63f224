import asyncio
import logging
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.door import Address
from bot.adapters.slack.socket import SocketIngress
from bot.errors import Gone
from bot.playground.slack.server import LocalSlack
from tests.adapters.slack.apps import Hearing
from tests.adapters.slack.signed import EVENT

COMMAND = {"command": "/effort", "text": "the payload", "team_id": "T1", "user_id": "U1"}


@pytest.fixture
async def slack():
    async with LocalSlack(retries=(0.01, 0.01)) as slack:
        yield slack


@asynccontextmanager
async def ingress(slack, hearing, address=None, token=None):
    """A socket that is open, and when left, that nothing is left of."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=slack.api_url, session=session, retry_handlers=[])
        before = asyncio.all_tasks()
        socket = SocketIngress(hearing.app, token or slack.app_token, client, address=address)
        await socket.connect(ping=0.05)
        try:
            yield socket
        finally:
            await socket.close()
        await slack.until(lambda: slack.socket_count == 0)
        ours = {t for t in asyncio.all_tasks() - before if "socket_mode" in repr(t.get_coro())}
        assert not ours


async def test_an_event_is_heard_and_then_acknowledged(slack):
    hearing = Hearing()
    async with ingress(slack, hearing) as socket:
        assert await socket.connected()
        delivery = await slack.deliver(EVENT)
        assert delivery.state == "taken"
        assert hearing.heard == ["<@UB> hello"]
    assert not await socket.connected()


async def test_a_command_is_answered_with_its_text(slack):
    hearing = Hearing()
    async with ingress(slack, hearing):
        delivery = await slack.deliver(COMMAND)
        assert delivery.attempts[0].answer == {"text": "effort is high"}
        assert hearing.heard == ["the payload"]


async def test_what_failed_is_not_acknowledged_and_comes_again(slack):
    hearing = Hearing()
    hearing.fail = True
    slack.ack_within = 0.1
    async with ingress(slack, hearing):
        delivery = await slack.deliver(EVENT)
        slack.ack_within = 3.0
        assert delivery.attempts[0].reason == "http_timeout"
        hearing.fail = False
        await slack.until(lambda: delivery.state == "taken")
        assert hearing.heard == ["<@UB> hello"]


@pytest.mark.parametrize(
    "change",
    [
        {"event": {"type": "unheard_of"}},
        {"event": "text"},
        {"authorizations": 5},
        {"team_id": "T2"},
    ],
)
async def test_what_is_dropped_is_acknowledged(slack, change):
    hearing = Hearing()
    async with ingress(slack, hearing, Address("T1")):
        assert (await slack.deliver({**EVENT, **change})).state == "taken"
    assert hearing.heard == []


async def test_a_new_socket_is_opened_when_slack_asks_for_it(slack):
    hearing = Hearing()
    async with ingress(slack, hearing) as socket:
        await slack.disconnect("refresh_requested")
        await slack.until(lambda: slack.socket_count == 1)
        assert (await slack.deliver(EVENT)).state == "taken"
        assert await socket.connected()


async def test_closing_answers_what_is_under_way_and_takes_no_more(slack):
    hearing = Hearing()
    hearing.hold = asyncio.Event()
    async with ingress(slack, hearing) as socket:
        first = asyncio.create_task(slack.deliver(EVENT))
        await hearing.reached.wait()
        closing = asyncio.create_task(socket.close())
        await asyncio.sleep(0)
        assert not await socket.connected()
        slack.ack_within = 0.3
        second = asyncio.create_task(slack.deliver({**EVENT, "event_id": "Ev2"}))
        asyncio.get_running_loop().call_later(0.05, hearing.hold.set)
        await closing
        assert (await first).state == "taken"
        assert (await second).attempts[0].reason != ""
    assert hearing.heard == ["<@UB> hello"]


async def test_what_takes_too_long_does_not_keep_the_door_open(slack):
    hearing = Hearing()
    hearing.hold = asyncio.Event()  # for good
    async with ingress(slack, hearing) as socket:
        delivering = asyncio.create_task(slack.deliver(EVENT))
        await hearing.reached.wait()
        await socket.close(patience=0.01)
        delivering.cancel()
    assert hearing.heard == []


async def test_a_token_that_slack_does_not_know_is_said_at_once(slack):
    with pytest.raises(Gone, match="invalid_auth: SLACK_APP_TOKEN"):
        async with ingress(slack, Hearing(), token="xapp-unknown"):
            pass


async def test_slack_being_away_for_a_while_is_waited_for(slack, caplog):
    slack.fault("apps.connections.open", drop=True, times=2)
    async with ingress(slack, Hearing()):
        assert slack.socket_count == 1
    assert not [record for record in caplog.records if record.exc_info]


async def test_more_sockets_than_one_are_worth_a_warning(slack, log):
    async with ingress(slack, Hearing()), aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=slack.api_url, session=session)
        second = SocketIngress(Hearing().app, slack.app_token, client)
        await second.connect()
        async with asyncio.timeout(10):
            assert (await log.get()).startswith("Slack counts 2 sockets")
        await second.close()


@pytest.fixture
def log():
    """What the ingress logs, as a queue of lines."""
    lines = asyncio.Queue()
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: lines.put_nowait(record.getMessage())
    logger = logging.getLogger("bot.adapters.slack.socket")
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


async def test_a_ticket_never_gets_into_the_log(slack, caplog):
    logger = logging.getLogger("bot.adapters.slack.socket.client")
    async with ingress(slack, Hearing()):
        url = "wss://slack/link/?ticket=canary&x=2"
        logger.error("Failed: url='%s'", url, exc_info=ValueError("secret=1"))
    assert "url='wss://slack/link/?…'" in caplog.text
    assert "canary" not in caplog.text
    assert "secret" not in caplog.text
