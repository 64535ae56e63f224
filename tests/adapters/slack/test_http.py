import asyncio
import json
import time

import aiohttp

from bot.adapters.metrics import PrometheusMeter
from bot.adapters.slack.door import Door
from bot.adapters.slack.http import Watched, application, listening
from bot.errors import StoreAway
from tests.adapters.slack.apps import Hearing
from tests.adapters.slack.front import Front
from tests.adapters.slack.signed import EVENT, FORM, SECRET, as_form, as_json, headers
from tests.corpora import CORPORA, corpora_needed


async def test_an_event_is_heard_and_then_answered(front):
    assert await front.post(as_json(EVENT)) == (200, "")
    assert front.hearing.heard == ["<@UB> hello"]


async def test_a_command_is_answered_with_its_text(front):
    body = as_form(command="/effort", text="the payload", team_id="T1", user_id="U1")
    answer = await front.post(body, headers(body, time.time(), FORM))
    assert answer == (200, "effort is high")
    assert front.hearing.heard == ["the payload"]


async def test_a_click_is_heard(front):
    clicked = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "actions": [{"type": "button", "action_id": "again", "block_id": "b"}],
    }
    body = as_form(payload=json.dumps(clicked))
    assert await front.post(body, headers(body, time.time(), FORM)) == (200, "")
    assert front.hearing.heard == ["block_actions"]


async def test_the_check_of_our_address_is_answered(front):
    status, text = await front.post(as_json({"type": "url_verification", "challenge": "abc"}))
    assert (status, json.loads(text)) == (200, {"challenge": "abc"})


async def test_the_check_of_our_certificate_is_answered(front):
    body = as_form(token="x", ssl_check="1")
    assert await front.post(body, {"content-type": FORM}) == (200, "")


async def test_what_was_counted_is_told_where_somebody_counts(replays):
    hearing, meter = Hearing(), PrometheusMeter()
    async with aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), replays, Watched(front, meter))
        async with listening(house, "127.0.0.1", 0) as port:
            front.port = port
            assert (await front.post(as_json(EVENT)))[0] == 200
            async with session.get(f"http://127.0.0.1:{port}/metrics") as page:
                assert page.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
                assert "threadloom_acknowledge_seconds_count 1.0" in await page.text()


async def test_where_nobody_counts_there_is_no_such_page(front):
    assert (await front.get("/metrics"))[0] == 404


async def test_health_is_told(front):
    assert await front.get("/livez") == (200, "alive\n")
    assert await front.get("/readyz") == (200, "ready\n")
    front.unready = "draining"
    assert await front.get("/readyz") == (503, "draining\n")
    assert (await front.get("/livez"))[0] == 200
    front.unready, front.dead = None, "the event loop is late"
    front.remarked = ["Redis eviction: allkeys-lru", "Redis memory: 71% used"]
    assert await front.get("/livez") == (503, "the event loop is late\n")
    assert await front.get("/readyz") == (
        200,
        "ready\nwarning: Redis eviction: allkeys-lru\nwarning: Redis memory: 71% used\n",
    )


class _Away:
    """Replays whose Redis is not there."""

    async def seen(self, once):
        raise StoreAway("Redis is away")

    async def forget(self, once):
        raise StoreAway("Redis is away")


async def test_where_nobody_can_tell_a_replay_the_listener_decides():
    hearing = Hearing()
    async with aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), _Away(), Watched(front))
        async with listening(house, "127.0.0.1", 0) as port:
            front.port = port
            assert (await front.post(as_json(EVENT)))[0] == 200
    assert hearing.heard == ["<@UB> hello"]


class _Silent:
    """Replays whose Redis never says a word."""

    forgotten = 0

    async def seen(self, once):
        await asyncio.Event().wait()

    async def forget(self, once):
        self.forgotten += 1


async def test_slack_gets_its_answer_though_nobody_says_a_word():
    hearing, silent = Hearing(), _Silent()
    hearing.hold = asyncio.Event()
    command = as_form(command="/effort", text="high", team_id="T1", user_id="U1")
    async with aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), silent, Watched(front))
        async with listening(house, "127.0.0.1", 0) as port:
            front.port = port
            told = await asyncio.gather(
                front.post(as_json(EVENT)),
                front.post(command, headers(command, time.time(), FORM)),
            )
    assert told == [(503, ""), (200, StoreAway.apology)]
    assert silent.forgotten == 0, "what was never noted"


class _Slow:
    """Replays that take their time to forget."""

    def __init__(self):
        self.forgotten = []
        self.go = asyncio.Event()

    async def seen(self, once):
        return False

    async def forget(self, once):
        await self.go.wait()
        self.forgotten.append(once)


async def test_slack_does_not_wait_until_a_failure_is_forgotten_but_the_house_does():
    hearing, slow = Hearing(), _Slow()
    hearing.fail = True
    async with aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), slow, Watched(front))
        async with listening(house, "127.0.0.1", 0) as port:
            front.port = port
            assert (await front.post(as_json(EVENT)))[0] == 500
            assert slow.forgotten == []
            asyncio.get_running_loop().call_later(0.05, slow.go.set)
        assert len(slow.forgotten) == 1


async def test_a_request_under_way_is_finished_before_the_door_closes(replays):
    hearing = Hearing()
    hearing.hold = asyncio.Event()
    async with aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), replays, Watched(front))
        async with listening(house, "127.0.0.1", 0) as port:
            front.port = port
            posting = asyncio.create_task(front.post(as_json(EVENT)))
            await hearing.reached.wait()
            asyncio.get_running_loop().call_later(0.05, hearing.hold.set)
        assert await posting == (200, "")
    assert hearing.heard == ["<@UB> hello"]


@corpora_needed
async def test_no_recorded_payload_is_answered_with_404_or_5xx(front):
    for path in sorted(CORPORA.glob("slack/bolt-python/*.json")):
        payload = json.loads(path.read_text())
        kind = payload.get("type")
        if "command" in payload:
            body = as_form(**{name: str(value) for name, value in payload.items()})
        elif kind in {"event_callback", None}:
            body = as_json(payload)
        else:
            body = as_form(payload=json.dumps(payload))
        sent = headers(body, time.time(), FORM if body[:1] != b"{" else "application/json")
        assert (await front.post(body, sent))[0] == 200, path.name
