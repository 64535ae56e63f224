"""A thread says that the bot is at work in it, until it is not, and nobody waits for that."""

import asyncio

import pytest

from bot.adapters.slack.status import Statuses
from bot.reply.furniture import Furniture
from tests.adapters.slack.brook import IM, brook
from tests.adapters.slack.pen import Voice, pen
from tests.rig import TEAM

FOOTER = Furniture(footer="claude · 3 s")


def status(here, channel=IM):
    return here.rig.slack.status(channel, here.question.thread.ts)


def said(here):
    calls = here.rig.slack.calls
    return [c for c in calls if c.method == "agents.sessions.setStatus"]


async def test_a_direct_message_shows_no_other_sign_of_life():
    async with brook() as here:
        async with here.rig.bot.surface.reply(here.lease) as reply:
            assert status(here) == "processing"
            assert here.shown() == []
            await reply.finish("One.", FOOTER)
        assert status(here) == "active"
        assert len(said(here)) == 1, "ending the stream says so, too"
        assert here.shown() == ["One."]


async def test_in_a_channel_it_stands_beside_the_sign_of_life():
    async with pen() as here:
        async with here.rig.bot.surface.reply(here.lease) as reply:
            await here.rig.slack.until(lambda: status(here, "general") == "processing")
            await reply.finish("One.", FOOTER)
        assert status(here, "general") == "active"


@pytest.mark.parametrize("error", [ZeroDivisionError, asyncio.CancelledError])
async def test_whatever_ends_it_the_thread_is_at_rest(error):
    async with brook() as here:

        async def fail():
            async with here.rig.bot.surface.reply(here.lease) as reply:
                reply.show(Voice().say("One two three "))
                await here.rig.slack.until(here.replies)
                raise error

        with pytest.raises(error):
            await fail()
        assert status(here) == "active"
        assert here.states() == ["completed"]


async def test_it_stands_though_a_stream_is_turned_and_the_next_has_not_begun():
    full = "word " * 1300
    async with brook() as here:
        async with here.rig.bot.surface.reply(here.lease) as reply:
            reply.show(Voice().say(f"{full}\n\nx"))
            await here.rig.slack.until(lambda: here.states() == ["completed"])
            await here.rig.slack.until(lambda: status(here) == "processing")
            await reply.finish(f"{full}\n\nxyz", FOOTER)
        assert status(here) == "active"
        assert [text.strip() for text in here.shown()] == [full.strip(), "xyz"]


@pytest.mark.parametrize("trouble", [{"error": "msg_too_long"}, {"status": 500}], ids=str)
async def test_it_stands_though_edits_take_over(trouble):
    async with brook() as here:
        async with here.rig.bot.surface.reply(here.lease) as reply:
            voice = Voice()
            reply.show(voice.say("One two "))
            await here.rig.slack.until(here.replies)
            here.rig.slack.fault("chat.appendStream", **trouble)
            reply.show(voice.say("three four "))
            await here.rig.slack.until(lambda: here.states() == ["completed"])
            await here.rig.slack.until(lambda: status(here) == "processing")
            await reply.finish("One two three four.", FOOTER)
        assert status(here) == "active"
        assert here.shown() == ["One two three four."]


async def test_where_there_are_no_sessions_edits_answer_and_nobody_asks_again():
    async with brook(agent=False) as here:
        for _ in range(2):
            async with here.rig.bot.surface.reply(here.lease) as reply:
                assert here.shown()
                await reply.finish("One.", FOOTER)
        assert here.shown() == ["One."]
        assert len(said(here)) == 1


@pytest.mark.parametrize(
    "trouble",
    [{"status": 500}, {"status": 429, "retry_after": 1}, {"error": "not_in_channel"},
     {"drop": True, "after_accepting": True}],
    ids=str,
)  # fmt: skip
async def test_what_goes_wrong_with_it_is_nobodys_trouble(trouble):
    async with brook() as here:
        here.rig.slack.fault("agents.sessions.setStatus", **trouble)
        async with here.rig.bot.surface.reply(here.lease) as reply:
            await reply.finish("One.", FOOTER)
        assert here.shown() == ["One."]
        assert status(here) in {"", "active"}


async def test_taken_back_a_little_later_where_slack_did_not_say_so():
    async with pen() as here:
        async with here.rig.bot.surface.reply(here.lease) as reply:
            await here.rig.slack.until(lambda: status(here, "general") == "processing")
            await reply.finish("One.", FOOTER)
            here.rig.slack.fault("agents.sessions.setStatus", status=500)
        await here.rig.slack.until(lambda: status(here, "general") == "active")


async def test_who_lost_the_lease_leaves_the_status_to_the_next():
    async with brook() as here:
        statuses = Statuses(here.rig.client, here.flow())
        async with statuses.working(here.lease) as working:
            assert await working.shown()
            here.lease.drop()
        assert status(here) == "processing"


async def test_none_begins_work_that_could_not_say_that_it_rests():
    async with brook() as here:
        for n in range(10):
            assert await here.flow().ask(TEAM, "work", f"other{n}") == 0.0
        statuses = Statuses(here.rig.client, here.flow())
        async with statuses.working(here.lease) as working:
            assert not await working.shown()
        assert said(here) == []


@pytest.mark.parametrize(
    ("transport", "channel", "streams"),
    [("edit", "im", False), ("auto", "im", True), ("auto", "general", False),
     ("stream", "general", True)],
)  # fmt: skip
async def test_the_transport_is_chosen(transport, channel, streams):
    async with (brook if channel == "im" else pen)(transport=transport) as here:
        async with here.rig.bot.surface.reply(here.lease) as reply:
            await reply.finish("One.", FOOTER)
        called = {call.method for call in here.rig.slack.calls}
        assert ("chat.startStream" in called) == streams
        assert here.shown() == ["One."]
