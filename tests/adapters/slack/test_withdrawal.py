"""A whole reply is taken back: nothing of it stands, whatever Slack says in between."""

import pytest

from bot.adapters.slack.withdrawal import withdrawn
from bot.errors import Ambiguous, Barred
from bot.reply.drawing import Drawing
from bot.reply.furniture import Furniture
from tests.adapters.slack.pen import drawn, pen


@pytest.mark.parametrize("trouble", [{}, {"status": 500}, {"status": 429}, {"drop": True}], ids=str)
async def test_every_message_goes(trouble):
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one", "two", "three")
        await here.next_worker()
        if trouble:
            here.rig.slack.fault("chat.delete", **trouble)
        await withdrawn(here.poster())
        assert here.shown() == []
        assert here.lease.journal.stamps == ()


async def test_a_reply_that_never_was_is_taken_back_at_once():
    async with pen() as here:
        calls = len(here.rig.slack.calls)
        await withdrawn(here.poster())
        assert len(here.rig.slack.calls) == calls


async def test_a_message_that_may_have_arrived_is_looked_for():
    async with pen() as here:
        here.rig.slack.fault("chat.postMessage", after_accepting=True, drop=True)
        here.rig.slack.fault("conversations.replies", times=1, status=500)
        poster = here.poster()
        await poster.begin("r1")
        poster.hurry.set()
        with pytest.raises(Ambiguous):
            await poster.post(Drawing("one"))
        assert here.shown() == ["one"]
        await here.next_worker()
        await withdrawn(here.poster())
        assert here.shown() == []


async def test_a_finished_reply_goes_as_well_and_what_slack_keeps_stays():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await canvas.finish(["one"], Furniture())
        here.rig.slack.fault("chat.delete", error="cant_delete_message")
        await withdrawn(here.poster())
        assert here.shown() == ["one"]


async def test_a_token_that_is_not_taken_is_somebody_elses_to_mend():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        here.rig.slack.fault("chat.delete", error="token_revoked")
        with pytest.raises(Barred):
            await withdrawn(here.poster())
