"""One message for each page, exactly once, whatever Slack answers and whoever goes on."""

import asyncio
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Ambiguous, Gone, LeaseLost, SlackError
from bot.reply.drawing import Drawing
from tests.adapters.slack.pen import pen
from tests.rig import BOT

LOST = [{"drop": True}, {"status": 503}, {"error": "internal_error"}, {"html": True}]
ACCEPTED = [trouble | {"after_accepting": True} for trouble in LOST]
SLOW_DOWN = {"status": 429, "retry_after": 1}


@pytest.mark.parametrize("trouble", [*LOST, *ACCEPTED, SLOW_DOWN], ids=str)
async def test_whatever_slack_answers_there_is_one_message(trouble):
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", **trouble)
        await poster.post(Drawing("Hello."))
        assert here.shown() == ["Hello."]
        stamp = here.rig.replies(here.question)[0]["ts"]
        assert here.lease.journal.stamps == (stamp,)
        assert here.lease.journal.phase == "posted"
        assert here.lease.journal.asking == here.question.id


@settings(max_examples=15)
@given(troubles=st.lists(st.lists(st.sampled_from([*LOST, *ACCEPTED]), max_size=3), max_size=3))
async def test_so_it_is_with_many_pages_and_any_row_of_troubles(troubles):
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        for page, row in enumerate(troubles):
            for trouble in row:
                here.rig.slack.fault("chat.postMessage", **trouble)
            await poster.post(Drawing(f"page {page}"))
            here.rig.slack.heal()
        assert here.shown() == [f"page {page}" for page in range(len(troubles))]
        stamps = tuple(said["ts"] for said in here.rig.replies(here.question))
        assert poster.journal.stamps == here.lease.journal.stamps == stamps


@pytest.mark.parametrize(
    ("trouble", "accepted"),
    [({"status": 500, "times": 4}, True), ({"drop": True, "times": 2}, False), (SLOW_DOWN, True)],
    ids=str,
)
async def test_while_nobody_can_tell_nothing_is_posted_again(trouble, accepted):
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", drop=True, after_accepting=accepted)
        here.rig.slack.fault("conversations.replies", **trouble)
        await poster.post(Drawing("Hello."))
        assert here.shown() == ["Hello."]


async def test_a_message_is_posted_in_the_thread_without_unfurls():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("See https://example.com"))
        (sent,) = here.calls("chat.postMessage")
        assert sent["thread_ts"] == here.question.thread.ts
        assert sent["unfurl_links"] is sent["unfurl_media"] is False
        assert sent["markdown_text"] == "See https://example.com"


async def test_the_intent_is_written_down_before_anything_is_sent():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.redis_is(up=False)
        with pytest.raises(Exception, match="Redis"):
            await poster.post(Drawing("Hello."))
        here.redis_is(up=True)
        assert here.shown() == []


async def test_a_message_that_stands_is_not_forgotten_while_redis_is_away():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", delay=0.05)
        posting = asyncio.create_task(poster.post(Drawing("Hello.")))
        await here.rig.slack.until(here.shown)
        here.redis_is(up=False)
        await here.rig.slack.until(lambda: here.calls("chat.postMessage"))
        done, _ = await asyncio.wait([posting], timeout=0.1)
        assert not done
        here.redis_is(up=True)
        await posting
        await poster.post(Drawing("More."))
        assert here.shown() == ["Hello.", "More."]
        assert len(here.lease.journal.stamps) == 2


async def test_who_takes_over_after_the_intent_adopts_what_arrived():
    async with pen() as here:
        first = here.poster()
        await first.begin("r1")
        await first.post(Drawing("page 0"))
        here.rig.slack.fault("chat.postMessage", delay=inf)
        posting = asyncio.create_task(first.post(Drawing("page 1")))
        await here.rig.slack.until(lambda: len(here.shown()) == 2)
        posting.cancel()
        await asyncio.gather(posting, return_exceptions=True)

        await here.next_worker()
        assert here.lease.journal.phase == "intent"
        second = here.poster()
        await second.begin("another name")
        assert second.journal.reply == "r1"
        assert list(second.journal.stamps) == [m["ts"] for m in here.rig.replies(here.question)]
        await second.post(Drawing("page 2"))
        assert here.shown() == ["page 0", "page 1", "page 2"]


async def test_who_takes_over_after_an_intent_that_came_to_nothing_posts():
    async with pen() as here:
        first = here.poster()
        await first.begin("r1")
        await first.note(phase="intent")
        await here.next_worker()
        second = here.poster()
        await second.begin("another name")
        assert second.journal.stamps == ()
        await second.post(Drawing("Hello."))
        assert here.shown() == ["Hello."]


async def test_what_another_reply_posted_is_not_ours():
    async with pen() as here:
        await here.rig.ask("and?", thread_ts=here.question.thread.ts)
        first = here.poster()
        await first.begin("r1")
        await first.post(Drawing("Hello."))
        await here.rig.bot.mailbox.commit(here.lease)

        here.lease = await here.rig.bot.mailbox.take(1)
        second = here.poster()
        await second.begin("r2")
        here.rig.slack.fault("chat.postMessage", drop=True)
        await second.post(Drawing("Again."))
        assert here.shown() == ["Hello.", "Again."]


async def test_what_was_finished_is_wanted_anew():
    async with pen() as here:
        first = here.poster()
        await first.begin("r1")
        await first.post(Drawing("Hello."))
        await first.note(phase="final", shown=6)
        assert not first.again
        await here.next_worker()
        second = here.poster()
        await second.begin("another name")
        assert second.again
        assert (second.journal.phase, second.journal.shown) == ("posted", 6)
        assert second.journal.stamps == first.journal.stamps


async def test_an_edit_changes_the_message_at_its_place():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        await poster.post(Drawing("two"))
        await poster.edit(1, Drawing("three"))
        assert here.shown() == ["one", "three"]


async def test_the_last_message_can_be_removed_and_gone_already_is_as_good():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        for text in ("one", "two", "three"):
            await poster.post(Drawing(text))
        await poster.remove(2)
        assert here.shown() == ["one", "two"]
        last = here.rig.replies(here.question)[1]["ts"]
        await here.rig.client.call("chat.delete", channel="C0GENERAL", ts=last)
        await poster.remove(1)
        assert here.shown() == ["one"]
        assert len(here.lease.journal.stamps) == 1


async def test_what_could_not_be_removed_is_not_forgotten():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        here.rig.slack.fault("chat.delete", status=500)
        with pytest.raises(Ambiguous):
            await poster.remove(0)
        assert len(here.lease.journal.stamps) == 1


@pytest.mark.parametrize(
    ("code", "kind"), [("channel_not_found", Gone), ("msg_too_long", SlackError)]
)
async def test_what_slack_will_not_have_is_told(code, kind):
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", error=code)
        with pytest.raises(kind):
            await poster.post(Drawing("Hello."))
        assert here.shown() == []


async def test_who_lost_the_lease_sends_nothing():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        sent = len(here.rig.slack.calls)
        here.lease.drop()
        for act in (poster.post(Drawing("two")), poster.edit(0, Drawing("two")), poster.remove(0)):
            with pytest.raises(LeaseLost):
                await act
        assert len(here.rig.slack.calls) == sent
        assert [m["text"] for m in here.rig.slack.messages("general") if m["user"] == BOT] == []
        assert here.shown() == ["one"]


async def test_who_loses_the_lease_while_nobody_can_tell_stops_asking():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", drop=True)
        here.rig.slack.fault("conversations.replies", times=1000, status=500)
        posting = asyncio.create_task(poster.post(Drawing("Hello.")))
        await here.rig.slack.until(lambda: len(here.rig.slack.calls) > 3)
        here.lease.drop()
        with pytest.raises(LeaseLost):
            await posting
        assert here.shown() == []
