"""A reply that one worker begins and another one finishes."""

import asyncio

import pytest

from bot.errors import LeaseLost
from bot.reply import words
from bot.reply.furniture import Furniture
from tests.adapters.slack.pen import Voice, opened, pen

FOOTER = Furniture(footer="claude · 3 s")


async def test_a_longer_text_of_an_earlier_try_stays_until_it_is_outgrown():
    async with pen() as here:
        async with opened(here) as reply:
            reply.show(Voice().say("A long beginning of it."))
            await here.rig.slack.until(here.edits)
        assert here.lease.journal.shown == 23
        await here.next_worker()
        async with opened(here) as reply:
            edits = len(here.edits())
            voice = Voice()
            for piece in ("Another", " begin", "ning,"):
                reply.show(voice.say(piece))
                await asyncio.sleep(0.02)
            assert here.shown() == ["A long beginning of it."]
            reply.show(voice.say(" longer than that."))
            wanted = "Another beginning, longer than that."
            await here.rig.slack.until(lambda: here.shown() == [wanted])
        assert len(here.edits()) >= edits + 1
        assert len(here.shown()) == 1


async def test_pages_of_an_earlier_try_that_are_too_many_are_taken_back_at_the_end():
    async with pen() as here:
        async with opened(here) as reply:
            reply.show(Voice().say("word " * 6000))
            await here.rig.slack.until(lambda: len(here.shown()) == 3)
        assert len(here.shown()) == 3
        await here.next_worker()
        async with opened(here) as reply:
            await reply.finish("Short.", FOOTER)
        assert here.shown() == ["Short."]


async def test_left_without_an_end_what_is_shown_stays():
    async with pen() as here:
        async with opened(here) as reply:
            reply.show(Voice().say("Half"))
            await here.rig.slack.until(lambda: here.shown() == ["Half"])
        assert here.shown() == ["Half"]
        assert here.lease.journal.phase == "posted"
        assert await here.running() == 0


async def test_who_lost_the_lease_is_told_and_leaves_no_room_taken():
    async with pen() as here:
        reply = here.reply()
        await reply.open()
        here.lease.drop()
        reply.show(Voice().say("one"))
        await asyncio.wait([reply._drawer], timeout=5)
        with pytest.raises(LeaseLost):
            reply.show(Voice().say("two"))
        await reply.close()
        assert here.shown() == [words.HERE]
        assert await here.running() == 0
