"""What was shown stays to read when a later try fails, and goes when one succeeds."""

import asyncio

from bot.reply import words
from bot.reply.drawing import Drawing
from bot.reply.furniture import Button, Furniture
from bot.reply.pages import pages
from tests.adapters.slack.pen import Voice, drawn, opened, pen
from tests.whole.world import body, buttons, footers

FOOTER = Furniture(footer="claude · 3 s")
SORRY = Furniture(apology="No luck.", buttons=(Button("again", "Retry", "T:C:1"),))
LONG = "A long beginning of it."


async def begun(here, text=LONG):
    """Another worker draws so much of an answer, and is gone."""
    async with opened(here) as reply:
        reply.show(Voice().say(text))
        await here.rig.slack.until(lambda: here.edits() and len(here.shown()) == len(pages(text)))
    assert here.lease.journal.shown == len(text.rstrip())  # a blank waits for what it is before
    await here.next_worker()


async def test_taken_over_and_failed_the_text_stays_with_the_apology_under_it():
    async with pen() as here:
        await begun(here)
        async with opened(here) as reply:
            await reply.finish("A lo", SORRY)
        (message,) = here.rig.replies(here.question)
        assert body(message) == LONG
        assert "No luck." in footers(message)[0]
        assert "again" in buttons(message)
        assert here.lease.journal.phase == "final"


async def test_of_many_pages_all_stay():
    async with pen() as here:
        await begun(here, "word " * 6000)
        before = here.shown()
        assert len(before) == 3
        async with opened(here) as reply:
            await reply.finish("", SORRY)
        replies = here.rig.replies(here.question)
        assert [body(message) for message in replies] == before
        assert [bool(buttons(message)) for message in replies] == [False, False, True]


async def test_what_goes_on_does_not_stay_with_the_text():
    async with pen() as here:
        async with opened(here) as reply:
            voice = Voice()
            voice.say(LONG)
            block = {"type": "thinking", "thinking": "", "signature": ""}
            voice.answer.add({"type": "content_block_start", "index": 1, "content_block": block})
            reply.show(voice.speech)
            await here.rig.slack.until(here.edits)
        assert here.shown() == [f"{LONG}\n\n_Thinking…_"]
        await here.next_worker()
        async with opened(here) as reply:
            await reply.finish("", SORRY)
        assert [body(message) for message in here.rig.replies(here.question)] == [LONG]


async def test_a_page_that_was_on_its_way_is_taken_for_the_last():
    async with pen() as here:
        first = here.canvas()
        await first.open()
        await drawn(first, "one")
        await first._poster.post(Drawing("two"))  # and gone, before it wrote down how much that is
        await here.next_worker()
        second = here.canvas()
        await second.open()
        await second.finish([""], SORRY, 0)
        assert [body(message) for message in here.rig.replies(here.question)] == ["one", "two"]


async def test_declined_nothing_stays():
    async with pen() as here:
        await begun(here)
        async with opened(here) as reply:
            await reply.finish("", Furniture(apology="Declined."))
        (message,) = here.rig.replies(here.question)
        assert LONG not in str(message)


async def failed(here):
    async with opened(here) as reply:
        await reply.finish(LONG, SORRY)
    await here.next_worker()


async def test_tried_again_and_failed_the_text_stays():
    async with pen() as here:
        await failed(here)
        async with opened(here) as reply:
            assert here.shown() == [f"{LONG}\n\n{words.AGAIN}"]
            reply.show(Voice().say("Short"))
            await asyncio.sleep(0.05)
            assert here.shown() == [f"{LONG}\n\n{words.AGAIN}"]
            await reply.finish("Short", SORRY)
        (message,) = here.rig.replies(here.question)
        assert body(message) == LONG
        assert "again" in buttons(message)


async def test_tried_again_with_success_it_is_replaced_in_the_same_message():
    async with pen() as here:
        await failed(here)
        stamp = here.rig.replies(here.question)[0]["ts"]
        async with opened(here) as reply:
            await reply.finish("Short.", FOOTER)
        (message,) = here.rig.replies(here.question)
        assert (body(message), message["ts"]) == ("Short.", stamp)
        assert "again" not in buttons(message)


async def test_tried_again_it_is_replaced_as_soon_as_there_is_more():
    async with pen() as here:
        await failed(here)
        async with opened(here) as reply:
            more = f"Now {LONG} And on."
            reply.show(Voice().say(more))
            await here.rig.slack.until(lambda: here.shown() == [more])


async def test_closing_ends_a_drawer_that_is_throttled():
    async with pen() as here:
        async with opened(here) as reply:
            here.rig.slack.fault("chat.postMessage", status=429, retry_after=300)
            reply.show(Voice().say("word " * 6000))
            calls = here.rig.slack.calls
            await here.rig.slack.until(
                lambda: len([c for c in calls if c.method == "chat.postMessage"]) == 2
            )
        assert len(here.shown()) == 1


async def test_whatever_ended_the_drawing_closing_goes_well():
    async with pen() as here:
        reply = here.reply()
        await reply.open()
        here.rig.slack.fault("chat.update", error="channel_not_found")
        reply.show(Voice().say("one"))
        await asyncio.wait([reply._drawer], timeout=5)
        reply._drawer = asyncio.create_task(_broken())
        await reply.close()
        assert await here.running() == 0


async def _broken():
    raise ZeroDivisionError
