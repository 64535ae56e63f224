"""Rows 13, 17, 18, 27 and 28: Slack's own ways of going wrong, and a clock that does."""

import asyncio
import time
from dataclasses import replace

import pytest

from bot import manifest
from bot.adapters.redis import keys
from bot.adapters.redis.closures import RedisClosures
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import Barred, Unscoped
from bot.playground.messages.script import Say
from bot.playground.slack.events import envelope
from bot.ports.mailbox import TRIES
from tests.rig import ANN, TEAM, rig
from tests.test_worker import working
from tests.whole.world import body, buttons, serve, world

CLOSED = (
    "channel_not_found", "is_archived", "not_in_channel",
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


@pytest.mark.parametrize("code", [*CLOSED, "message_not_found"])
async def test_row_18_where_nothing_can_be_said_it_is_tried_once_and_over(code):
    async with rig() as here:
        await here.ask("is anybody there?")
        here.slack.fault("chat.postMessage", times=100, having="thread_ts", error=code)
        await here.answer()
        assert len(_posts(here)) == 1
        assert here.messages.requests == [], "nobody pays for what nobody can read"
        assert await here.bot.mailbox.take(0) is None


def _posts(here):
    """The tries to say something in a thread."""
    calls = [call for call in here.slack.calls if call.method == "chat.postMessage"]
    return [call for call in calls if "thread_ts" in call.arguments]


@pytest.mark.parametrize("code", CLOSED)
async def test_row_18_a_closed_thread_is_known_and_who_asked_there_reads_why(code):
    async with rig() as here:
        question = await here.ask("is anybody there?")
        first = await here.bot.mailbox.take(0)
        other = await here.ask("nobody?", thread_ts=question.thread.ts)
        here.slack.fault("chat.postMessage", times=100, having="thread_ts", error=code)
        await here.bot.answer(first)
        await here.answer()
        assert len(_posts(here)) == 1, "the second one was not even tried"
        assert here.messages.requests == []

        told = here.slack.messages("D0ANN0001")
        for each, said in zip((question, other), told, strict=True):
            assert f"/archives/C0GENERAL/p{each.ts.replace('.', '')}" in said["text"]
        here.slack.heal()
        retry = buttons(told[0])["again_there"]["value"]
        assert await here.bot.again(retry, "1800000000.000001", user=question.user)
        await here.answer()
        await here.ask("at last?", thread_ts=question.thread.ts)
        await here.answer()
        assert len(here.replies(question)) == 2, "asked anew it is tried, by a button or in words"


async def test_row_18_each_who_asked_is_told_in_their_language_once_and_whatever_slack_says():
    async with rig(locales={}) as here:
        root = await here.ask("first", direct=False)
        here.messages.hold()
        answering = asyncio.create_task(here.answer())
        await here.messages.held()
        await here.ask("from ann", thread_ts=root.thread.ts)
        again = await here.ask("and more from ann", thread_ts=root.thread.ts)
        ts = await here.slack.type("ben", "general", "from ben", root.thread.ts)
        await here.bot.ask(Question(root.thread, ts, "U0BEN0001", "from ben"))
        here.messages.go()
        await answering
        here.slack.fault("chat.postMessage", having="thread_ts", error="is_archived")
        here.slack.fault("chat.postMessage", status=503, after_accepting=True)
        await here.answer()
        ann, ben = (here.slack.messages(f"D0{name}0001") for name in ("ANN", "BEN"))
        assert (len(ann), len(ben)) == (1, 1)
        assert "That channel is archived" in ann[0]["text"]
        assert f"p{again.ts.replace('.', '')}" in ann[0]["text"], "all that she asked"
        assert "zarchiwizowany" in ben[0]["text"]

        here.slack.heal()
        retry = buttons(ben[0])["again_there"]["value"]
        assert not await here.bot.again(retry, "1800000000.000001", user="U0CHI0001")
        assert await here.bot.again(retry, "1800000000.000001", user="U0BEN0001")
        await here.answer()
        told = str(here.messages.requests[-1].body["messages"][-1])
        assert all(words in told for words in ("from ann", "and more", "from ben"))


async def test_row_18_what_was_asked_in_direct_messages_is_not_told_there():
    async with rig() as here:
        ts = await here.slack.type("ann", "D0ANN0001", "hello?")
        await here.bot.ask(Question(Thread(TEAM, "D0ANN0001", ts), ts, ANN, "hello?", direct=True))
        for method in ("chat.startStream", "chat.postMessage"):
            here.slack.fault(method, times=9, error="messages_tab_disabled")
        await here.answer()
        assert not [call for call in here.slack.calls if call.method == "conversations.open"]
        assert await here.bot.mailbox.take(0) is None


async def test_row_18_whom_nobody_can_tell_is_given_up():
    async with rig() as here:
        await here.ask("is anybody there?")
        here.slack.fault("chat.postMessage", having="thread_ts", error="not_in_channel")
        here.slack.fault("conversations.open", times=9, error="cannot_dm_bot")
        await here.answer()
        assert await here.bot.mailbox.take(0) is None


async def test_row_18_who_can_be_told_with_another_token_is_not_given_up():
    async with rig() as here:
        await here.ask("is anybody there?")
        here.slack.fault("chat.postMessage", times=9, having="thread_ts", error="not_in_channel")
        here.slack.fault("conversations.open", error="token_revoked")
        while (lease := await here.bot.mailbox.take(1)).attempt <= TRIES:
            await here.bot.mailbox.release(lease, counted=True)
        with pytest.raises(Barred):
            await here.bot.answer(lease)
        await here.bot.answer(lease)
        assert len(here.slack.messages("D0ANN0001")) == 1


async def test_row_18_a_refused_token_is_tried_once_for_all_workers():
    async with rig() as here:
        questions = [await here.ask(f"number {n}") for n in range(3)]
        here.slack.fault("*", times=10**6, error="token_revoked")
        async with working(here.bot, concurrency=1):
            async with asyncio.timeout(10):
                while not await here.bot.closures.barred():  # noqa: ASYNC110  Redis is not ours
                    await asyncio.sleep(0.01)
            calls = len(here.slack.calls)
            other = RedisClosures(here.redis, here.slack.bot_token)
            async with working(replace(here.bot, closures=other)):
                await asyncio.sleep(1.5)  # time enough to take all of them
            assert len(here.slack.calls) == calls
            here.slack.heal()
            new = RedisClosures(here.redis, "xoxb-the-new-one")
            async with working(replace(here.bot, closures=new)):
                await here.slack.until(lambda: all(here.replies(q) for q in questions))


@pytest.mark.parametrize("scope", ["files:write", "im:write"])
async def test_row_18_who_lacks_a_scope_is_told_and_all_others_are_answered(scope):
    async with rig(scopes=tuple(s for s in manifest.SCOPES if s != scope)) as here:
        asked = await here.ask("hello?")
        await here.answer()
        async with working(here.bot):
            await here.ask("!export", thread_ts=asked.thread.ts)
            sentence = Unscoped.apology
            await here.slack.until(lambda: sentence in str(here.slack.seen_by("ann")))
            other = await here.ask("and now?")
            await here.slack.until(lambda: here.replies(other))
        assert await here.bot.closures.barred() == ""


@pytest.mark.parametrize("code", BARRED)
async def test_row_18_where_the_token_is_refused_the_question_waits_for_another_one(code):
    async with rig() as here:
        question = await here.ask("is anybody there?")
        here.slack.fault("chat.postMessage", times=100, error=code)
        async with working(here.bot, concurrency=1):
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


async def test_row_18_a_summary_of_what_may_not_be_read_says_so_at_once():
    async with rig() as here:
        root = await here.slack.type("ben", "general", "It is Friday.")
        here.slack.fault("conversations.replies", times=9, error="missing_scope")
        await here.ask("!summarize", thread_ts=root)
        async with working(here.bot):
            await here.slack.until(lambda: Unscoped.apology in str(here.slack.seen_by("ann")))


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
