import asyncio

from bot.adapters.slack.delivery import deliver
from tests.adapters.slack.apps import Hearing
from tests.adapters.slack.signed import EVENT


async def test_a_payload_reaches_its_listener():
    hearing = Hearing()
    assert (await deliver(hearing.app, EVENT)).status == 200
    assert hearing.heard == ["<@UB> hello"]


async def test_a_listener_that_takes_too_long_is_503_and_gives_up():
    hearing = Hearing()
    hearing.hold = asyncio.Event()
    assert (await deliver(hearing.app, EVENT, patience=0.01)).status == 503
    hearing.hold.set()
    await asyncio.sleep(0)
    assert hearing.heard == []


async def test_a_listener_that_fails_is_no_success():
    hearing = Hearing()
    hearing.fail = True
    assert (await deliver(hearing.app, EVENT)).status == 500


async def test_what_nobody_listens_to_is_a_success():
    event = {"type": "reaction_added", "user": "U1"}
    assert (await deliver(Hearing().app, {**EVENT, "event": event})).status == 200


async def test_what_bolt_trips_over_is_dropped():
    hearing = Hearing()
    assert (await deliver(hearing.app, {**EVENT, "authorizations": 5})).status == 200
    assert hearing.heard == []
