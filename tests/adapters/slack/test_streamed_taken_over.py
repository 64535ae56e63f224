"""A stream that one worker began is ended by the next one, which goes on in its messages."""

import asyncio
from dataclasses import replace

import pytest

from bot.ports.giving import Paper
from bot.reply.furniture import Furniture
from tests.adapters.slack.brook import IM, brook
from tests.adapters.slack.pen import Voice
from tests.whole.world import body, footers

FOOTER = Furniture(footer="claude · 3 s")


async def died(here, reply):
    """The worker is no more: nothing is left tidy."""
    reply._writer.cancel()
    await asyncio.gather(reply._writer, return_exceptions=True)
    await here.next_worker()


async def written(here, wanted):
    """Wait until the journal says so."""
    while not wanted(here.lease.journal):  # noqa: ASYNC110  nobody rings for it
        await asyncio.sleep(0.01)


async def begun(here, text="One two three "):
    reply = here.streamed()
    await reply.open()
    reply.show(Voice().say(text))
    await written(here, lambda journal: journal.shown > 0)
    return reply


async def taken(here, text="One two three four."):
    """What the surface does with a question that somebody else had begun to answer."""
    async with here.rig.bot.surface.reply(here.lease) as reply:
        reply.show(Voice().say(text[:-1]))
        await reply.finish(text, FOOTER)


async def test_the_next_worker_ends_the_stream_and_goes_on_in_the_same_message():
    async with brook() as here:
        await died(here, await begun(here))
        assert here.states() == ["in_progress"]
        await taken(here)
        (said,) = here.replies()
        assert body(said) == "One two three four."
        assert footers(said) == ["claude · 3 s"]
        assert said["streaming_state"] == "completed"
        assert not here.lease.journal.live


async def test_a_stream_that_grew_too_old_meanwhile_is_gone_on_with_too():
    async with brook(stream_lifetime=0.2) as here:
        await died(here, await begun(here))
        await asyncio.sleep(0.2)
        await taken(here)
        assert here.shown() == ["One two three four."]


@pytest.mark.parametrize("count", [1, 2])
async def test_a_stream_that_nobody_wrote_down_is_found(count):
    async with brook() as here:
        reply = here.streamed()
        await reply.open()
        here.rig.slack.fault("chat.startStream", after_accepting=True, delay=60.0, status=500)
        reply.show(Voice().say("One two three "))
        await here.rig.slack.until(here.replies)
        await died(here, reply)
        assert (here.lease.journal.phase, here.lease.journal.stamps) == ("intent", ())
        for _ in range(count - 1):
            where = {"channel": IM, "thread_ts": here.question.thread.ts}
            await here.rig.client.call("chat.startStream", **where)
        await taken(here)
        assert here.shown() == ["One two three four."]
        assert len(here.replies()) == 1


async def test_a_stream_that_never_began_is_not_waited_for():
    async with brook() as here:
        reply = here.streamed()
        await reply.open()
        here.rig.slack.fault("chat.startStream", delay=60.0, status=500)
        reply.show(Voice().say("One two three "))
        await written(here, lambda journal: journal.phase == "intent")
        await died(here, reply)
        await taken(here)
        assert here.shown() == ["One two three four."]


async def test_what_was_said_before_the_question_is_nobodys_lost_stream():
    async with brook() as here:
        where = {"channel": IM, "thread_ts": here.question.thread.ts}
        told = await here.rig.client.call("chat.postMessage", **where, text="Hello.")
        here.question = await _asked_on(here)
        reply = here.streamed()
        await reply.open()
        here.rig.slack.fault("chat.startStream", delay=60.0, status=500)
        reply.show(Voice().say("One two three "))
        await written(here, lambda journal: journal.phase == "intent")
        await died(here, reply)
        await taken(here)
        assert here.shown() == ["Hello.", "One two three four."]
        assert here.replies()[0]["ts"] == told["ts"]


async def test_files_that_came_meanwhile_are_nobodys_lost_stream():
    async with brook() as here:
        reply = here.streamed()
        await reply.open()
        await here.rig.bot.giving.uploads.give(Paper("x.md", b"x"), here.question.thread)
        (shared,) = here.replies()
        here.rig.slack.fault("chat.startStream", after_accepting=True, delay=60.0, status=500)
        reply.show(Voice().say("One two three "))
        await here.rig.slack.until(lambda: len(here.replies()) == 2)
        await died(here, reply)
        await taken(here)
        assert here.replies()[0] == shared
        assert here.shown()[1:] == ["One two three four."]


async def _asked_on(here):
    """Ann asks on in the same thread, and that is taken up."""
    ts = await here.rig.slack.type("ann", IM, "and?", here.question.thread.ts)
    question = replace(here.question, ts=ts, text="and?")
    await here.rig.bot.mailbox.commit(here.lease)
    await here.rig.bot.ask(question)
    here.lease = await here.rig.bot.mailbox.take(1)
    return question


@pytest.mark.parametrize(
    "trouble",
    [{"status": 429, "retry_after": 1}, {"status": 500}, {"drop": True, "after_accepting": True}],
    ids=str,
)
async def test_ending_it_insists(trouble):
    async with brook() as here:
        await died(here, await begun(here))
        here.rig.slack.fault("chat.stopStream", **trouble)
        await taken(here)
        assert here.shown() == ["One two three four."]


async def test_pages_beyond_those_that_edits_need_are_taken_back():
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(25))
    async with brook() as here:
        reply = await begun(here, text)
        await written(here, lambda journal: len(journal.stamps) == 2)
        await died(here, reply)
        await taken(here, "Short.")
        assert here.shown() == ["Short."]
