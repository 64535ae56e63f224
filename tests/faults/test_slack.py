"""Rows 13, 17, 18, 27 and 28: Slack's own ways of going wrong, and a clock that does."""

import asyncio
import time

import pytest

from bot.adapters.redis import keys
from bot.playground.messages.script import Say
from bot.playground.slack.events import envelope
from tests.rig import rig
from tests.test_worker import working
from tests.whole.world import body, serve, world

GONE = (
    "channel_not_found", "is_archived", "message_not_found", "not_in_channel",
    "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_locked",
)  # fmt: skip
BARRED = ("account_inactive", "invalid_auth", "token_revoked")


async def test_row_13_what_is_told_out_of_order_is_answered_in_the_order_of_the_thread():
    async with world(per_channel={}) as place:
        await serve(place, "http")
        place.messages.hold()
        root = await place.slack.type("ann", "general", "@Threadloom first")
        await place.messages.held()
        heard, place.slack.events = place.slack.events, ()
        for word in ("second", "third", "fourth"):
            await place.slack.type("ann", "general", word, thread_ts=root)
        place.slack.events = heard
        for message in reversed(place.slack.messages("general", root)):
            if message["text"] in ("second", "third", "fourth"):
                place_of = {"channel_type": "channel", "event_ts": message["ts"]}
                await place.slack.deliver(envelope(message | place_of, time.time()))
        place.messages.go()

        def orders():
            """Where each stands in what the model was told last."""
            told = str(place.asked()[-1]["messages"])
            return [told.find(word) for word in ("first", "second", "third", "fourth")]

        await place.slack.until(lambda: min(orders()) >= 0, 30)
        assert orders() == sorted(orders())


async def test_row_17_slack_is_down_and_then_all_are_answered_once():
    async with world(per_channel={}) as place:
        program = await serve(place, "socket")
        text = "After the storm. " * 20
        place.messages.script(*[Say(text)] * 5)
        place.messages.hold(after=20)
        begun = await place.slack.type("ann", "general", "@Threadloom begun before")
        await place.said(begun, "After the")
        place.slack.fault("*", times=10**6, status=503)
        during = [await place.slack.type("ben", "general", f"@Threadloom {n}") for n in range(4)]
        place.messages.go()
        refused = len(place.slack.calls) + 10
        await place.slack.until(lambda: len(place.slack.calls) > refused, 30)
        assert not any(place.replies(root) for root in during)
        place.slack.heal()
        for root in (begun, *during):
            reply = await place.answered(root, timeout=60)
            assert body(reply).strip() == text.strip()
            assert len(place.replies(root)) == 1
        # They were held open: put off, five attempts would be over in little more than a minute.
        assert not [line for line in program.lines if "put off" in line]


@pytest.mark.parametrize("code", GONE)
async def test_row_18_where_nothing_can_be_said_it_is_tried_once_and_over(code):
    async with rig() as here:
        await here.ask("is anybody there?")
        here.slack.fault("chat.postMessage", times=100, error=code)
        await here.answer()
        posts = [call for call in here.slack.calls if call.method == "chat.postMessage"]
        assert len(posts) == 1
        assert here.messages.requests == [], "nobody pays for what nobody can read"
        assert await here.bot.mailbox.take(0) is None


@pytest.mark.parametrize("code", BARRED)
async def test_row_18_where_the_token_is_refused_the_question_waits_for_another_one(code):
    async with rig() as here:
        question = await here.ask("is anybody there?")
        here.slack.fault("chat.postMessage", times=100, error=code)
        async with working(here.bot, barred=60.0, concurrency=1):
            await here.slack.until(lambda: here.slack.calls)
            async with asyncio.timeout(10):
                while not await here.redis.zcard(keys.READY):  # noqa: ASYNC110  it was handed back
                    await asyncio.sleep(0.01)
            await asyncio.sleep(1)  # there is time enough to take it again, many times over
        assert len([c for c in here.slack.calls if c.method == "chat.postMessage"]) == 1
        assert await here.redis.hget(keys.question(question.id), "attempts") in (None, b"0")
        here.slack.heal()
        await here.answer()
        assert len(here.replies(question)) == 1


@pytest.mark.parametrize("minutes", [-4, 4])
async def test_row_27_a_clock_that_is_minutes_off_changes_nothing(minutes):
    async with world(clock=lambda: time.time() + 60 * minutes) as place:
        await serve(place, "http")
        place.messages.script(Say("At any time."))
        root = await place.slack.type("ann", "general", "@Threadloom what time is it?")
        reply = await place.answered(root)
        assert body(reply) == "At any time."
        await place.slack.until(lambda: all(d.statuses for d in place.slack.deliveries))
        assert {status for d in place.slack.deliveries for status in d.statuses} == {200}


@pytest.mark.parametrize("minutes", [-10, 10])
async def test_row_27_a_clock_that_is_too_far_off_believes_nobody(minutes):
    async with world(clock=lambda: time.time() + 60 * minutes, retries=()) as place:
        await serve(place, "http")
        await place.slack.type("ann", "general", "@Threadloom what time is it?")
        await place.slack.until(lambda: all(d.statuses for d in place.slack.deliveries))
        assert {status for d in place.slack.deliveries for status in d.statuses} == {401}


async def test_row_28_sockets_are_closed_by_slack_and_nothing_is_missed():
    async with world(per_channel={}, retries=(0.2, *(0.5,) * 40)) as place:
        await serve(place, "socket")
        roots = []
        for number in range(4):
            roots.append(await place.slack.type("ann", "general", f"@Threadloom {number}"))
            await place.slack.disconnect("warning" if number % 2 else "refresh_requested")
            roots.append(await place.slack.type("ben", "general", f"@Threadloom again {number}"))
        for root in roots:
            await place.answered(root, timeout=40)
            assert len(place.replies(root)) == 1
        await place.slack.until(lambda: place.slack.socket_count == 1, 30)
