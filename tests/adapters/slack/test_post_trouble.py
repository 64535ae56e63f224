"""A page that can't be edited, found twice, faked, or throttled: still one message."""

import asyncio

import pytest

from bot.adapters.slack.mark import EVENT
from bot.errors import Ambiguous, LeaseLost, Throttled
from bot.playground.slack.message import Said
from bot.playground.slack.workspace import Place
from bot.reply.drawing import Drawing
from tests.adapters.slack.pen import pen
from tests.rig import ANN, BOT, CHANNEL

SET = ["edit_window_closed", "block_mismatch", "streaming_state_conflict", "cant_update_message"]


def posted(here, user, page, text="Not that."):
    """A message that says of itself that it is a page of r1."""
    workspace = here.rig.slack.office.workspace
    channel = workspace.channel("general")
    metadata = {"event_type": EVENT, "event_payload": {"reply": "r1", "page": page}}
    root = workspace.root(channel, here.question.thread.ts)
    return workspace.post(Place(channel, root), user, Said(text, metadata=metadata)).ts


@pytest.mark.parametrize("code", SET)
async def test_what_can_not_be_edited_is_said_in_another_message(code):
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        await poster.post(Drawing("two"))
        here.rig.slack.fault("chat.update", error=code)
        await poster.edit(1, Drawing("three"))
        assert here.shown() == ["one", "three"]
        stamps = tuple(m["ts"] for m in here.rig.replies(here.question))
        assert here.lease.journal.stamps == stamps
        await poster.edit(1, Drawing("four"))
        assert here.shown() == ["one", "four"]


async def test_the_other_message_is_posted_once_whatever_slack_answers():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        here.rig.slack.fault("chat.update", error="edit_window_closed")
        here.rig.slack.fault("chat.postMessage", drop=True, after_accepting=True)
        await poster.edit(0, Drawing("two"))
        assert here.shown() == ["two"]


async def test_what_an_earlier_worker_posted_instead_is_adopted():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        other = posted(here, BOT, 0, "two")
        here.rig.slack.fault("chat.update", error="edit_window_closed")
        await poster.edit(0, Drawing("two"))
        assert here.lease.journal.stamps == (other,)
        assert here.shown() == ["two"]


@pytest.mark.parametrize(
    ("user", "page"), [(ANN, 0), (BOT, "0"), (BOT, True), (BOT, -1), (BOT, 10**9), (BOT, None)]
)
async def test_what_only_looks_like_ours_is_not_adopted(user, page):
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        fake = posted(here, user, page)
        here.rig.slack.fault("chat.postMessage", drop=True)
        await poster.post(Drawing("Hello."))
        assert fake not in here.lease.journal.stamps
        assert "Hello." in here.shown()


async def test_of_many_messages_for_a_page_the_oldest_stays():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        first, *_ = [posted(here, BOT, 0, text) for text in ("a", "b", "c")]
        here.rig.slack.fault("chat.postMessage", drop=True)
        await poster.post(Drawing("Hello."))
        assert here.lease.journal.stamps == (first,)
        assert here.shown() == ["a"]


async def test_a_throttled_post_waits_no_longer_than_the_drawing():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", status=429, retry_after=1)
        posting = asyncio.create_task(poster.post(Drawing("Hello.")))
        await here.rig.slack.until(lambda: here.rig.slack.calls)
        poster.hurry.set()
        with pytest.raises(Throttled):
            await posting
        poster.hurry.clear()
        await poster.post(Drawing("Hello."))
        assert here.shown() == ["Hello."]


async def test_a_search_that_was_cut_off_is_made_before_anything_is_posted_again():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", drop=True, after_accepting=True)
        poster.hurry.set()
        with pytest.raises(Ambiguous):
            await poster.post(Drawing("Hello."))
        poster.hurry.clear()
        await poster.post(Drawing("Hello."))
        assert here.shown() == ["Hello."]


async def test_an_edit_asks_slack_to_parse_nothing():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        await poster.post(Drawing("one"))
        await poster.edit(0, Drawing("two"))
        assert [edit["parse"] for edit in here.calls("chat.update")] == ["none"]
        assert here.calls("chat.update")[0]["channel"] == CHANNEL


async def test_who_loses_the_lease_while_throttled_posts_no_more():
    async with pen() as here:
        poster = here.poster()
        await poster.begin("r1")
        here.rig.slack.fault("chat.postMessage", status=429, retry_after=1)
        posting = asyncio.create_task(poster.post(Drawing("Hello.")))
        await here.rig.slack.until(lambda: here.rig.slack.calls)
        here.lease.drop()
        with pytest.raises(LeaseLost):
            await posting
        assert here.shown() == []
