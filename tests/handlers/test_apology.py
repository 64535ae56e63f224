"""When something could not be taken, Slack is told, or the person is."""

import json

from bot.adapters.redis import keys
from bot.conversation.preferences import person
from bot.conversation.thread import Thread
from bot.errors import BotError, StoreAway, StoreError
from tests.handlers.test_settings import answered, opened
from tests.rig import ANN, CHANNEL, TEAM


async def command(front, **changes):
    await front.rig.slack.type("ann", "general", "/effort high")
    return await front.tell(front.rig.slack.deliveries[-1].payload | changes)


async def test_slack_tells_an_event_again_that_could_not_be_taken(front):
    await front.rig.slack.type("ann", "general", "@Threadloom why?")
    front.redis_is(up=False)
    answer = await front.tell(front.rig.slack.deliveries[-1].payload)
    assert (answer.status, answer.body) == (503, "")
    front.redis_is(up=True)


async def test_a_person_reads_why_a_command_failed(front):
    front.redis_is(up=False)
    answer = await command(front)
    assert (answer.status, answer.body) == (200, StoreAway.apology)
    front.redis_is(up=True)


async def test_what_redis_refuses_is_an_apology_too(front):
    await front.rig.redis.lpush(keys.preferences(person(TEAM, ANN)), "no hash")
    answer = await command(front)
    assert (answer.status, answer.body) == (200, StoreError.apology)


async def test_what_nobody_foresaw_is_an_apology_and_no_traceback(front):
    payload = {"command": "/effort", "text": "high", "team_id": TEAM, "user_id": ANN}
    answer = await front.tell(payload)  # Slack always says in which channel
    assert (answer.status, answer.body) == (200, BotError.apology)


async def test_a_form_that_trips_us_stays_open_with_an_apology(front):
    said = await answered(front)
    view = await opened(front, said)
    sent = await front.submit({"effort": {"thread": "low"}})
    for state in (None, [], {"values": 7}):
        sent["view"]["state"] = state
        answer = await front.tell(sent)
        assert answer.status == 200
        assert json.loads(answer.body)["errors"] == {
            view["blocks"][1]["block_id"]: BotError.apology
        }


async def test_an_event_that_trips_us_is_told_again(front):
    thread = Thread(TEAM, CHANNEL, "1800000000.000000")
    await front.rig.redis.lpush(keys.known(thread), "no string")
    answer = await front.event(text="go on", thread_ts=thread.ts)
    assert answer.status == 503


async def test_what_nobody_hears_is_no_failure(front):
    payload = {"type": "no_such_thing", "team": {"id": TEAM}, "user": {"id": ANN}}
    assert (await front.tell(payload)).status == 200
