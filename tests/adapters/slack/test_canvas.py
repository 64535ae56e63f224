"""The messages of a reply, and what each of them is known to show."""

import asyncio

import pytest

from bot.errors import Ambiguous, Gone, StoreAway, Throttled
from bot.reply import words
from bot.reply.furniture import Button, Furniture
from bot.reply.pages import PAGE
from tests.adapters.slack.pen import drawn, pen
from tests.rig import TEAM
from tests.whole.world import body, buttons, footers

FOOTER = Furniture(footer="claude · 3 s")
SORRY = Furniture(apology="No luck.", buttons=(Button("again", "Retry", "T:C:1"),))


async def never():
    return False


async def test_a_sign_of_life_is_all_that_is_shown_at_first():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        assert here.shown() == [words.HERE]
        assert canvas.outgrow == 0
        assert await here.running() == 1
        await canvas.close()
        assert await here.running() == 0


async def test_pages_are_drawn_into_the_same_messages():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one")
        await drawn(canvas, "one and", "two")
        assert here.shown() == ["one and", "two"]
        assert len(here.calls("chat.postMessage")) == 2


async def test_a_turned_page_is_not_edited_again():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "turned", "tw")
        await drawn(canvas, "turned", "two, thr")
        await canvas.finish(["turned", "two, three", "four"], FOOTER)
        assert here.edits(0) == ["turned"]
        assert here.edits(1) == ["two, thr", "two, three"]
        assert here.edits(2) == [], "it was posted with its furniture"
        aloud = [call["text"] for call in here.calls("chat.postMessage") if "text" in call]
        assert len(aloud) == 1, "the others are derived by Slack"
        assert aloud[0].endswith("\n\nclaude · 3 s")
        assert footers(here.rig.replies(here.question)[-1]) == ["claude · 3 s"]


async def test_what_is_shown_already_costs_no_edit():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        assert canvas.lacks(["one"])
        await drawn(canvas, "one")
        assert not canvas.lacks(["one"])
        assert not canvas.lacks([])
        await drawn(canvas, "one")
        assert here.edits() == ["one"]


async def test_the_first_edit_has_its_turn_and_every_other_waits_for_one():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "a", "b")
        noted = here.lease.journal.shown
        await canvas.draw(["A", "B"], 99, never)
        assert here.shown() == ["A", "b"]
        assert here.lease.journal.shown == noted, "not all of it is shown"
        assert canvas.lacks(["A", "B"])


async def test_shown_advances_only_when_slack_says_ok():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        for trouble, kind in (({"status": 500}, Ambiguous), ({"status": 429}, Throttled)):
            here.rig.slack.fault("chat.update", **trouble)
            with pytest.raises(kind):
                await drawn(canvas, "one")
            assert canvas.lacks(["one"])
        assert here.lease.journal.shown == 0


async def test_slow_down_is_for_everybody():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        assert await here.rig.allowance.interim(TEAM, "another") == 0.0
        here.rig.slack.fault("chat.update", status=429, retry_after=20)
        with pytest.raises(Throttled):
            await drawn(canvas, "one")
        assert await here.rig.allowance.interim(TEAM, "another") > 0
        assert await here.rig.allowance.final(TEAM, "yet another") > 0


async def test_an_interim_turn_waits_and_ends_with_the_answer():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await here.rig.allowance.pause(TEAM, 60)
        rests = []

        async def rest(seconds):
            rests.append(seconds)
            return len(rests) == 3

        assert not await canvas.turn(rest, lambda: 1)
        assert all(0 < seconds <= 60 for seconds in rests)


async def test_the_final_page_has_its_furniture_and_the_journal_says_so():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await canvas.finish(["All of it."], FOOTER)
        (reply,) = here.rig.replies(here.question)
        assert body(reply) == "All of it."
        assert footers(reply) == ["claude · 3 s"]
        assert here.lease.journal.phase == "final"


async def test_text_that_is_shown_already_still_gets_its_furniture():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "All of it.")
        await canvas.finish(["All of it."], SORRY)
        (reply,) = here.rig.replies(here.question)
        assert body(reply) == "All of it."
        assert "again" in buttons(reply)


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 503},
        {"drop": True},
        {"status": 500, "after_accepting": True},
        {"status": 429, "retry_after": 1},
    ],
    ids=str,
)
async def test_the_final_edit_insists(trouble):
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        here.rig.slack.fault("chat.update", **trouble)
        await canvas.finish(["All of it."], FOOTER)
        (reply,) = here.rig.replies(here.question)
        assert body(reply) == "All of it."
        assert footers(reply) == ["claude · 3 s"]


async def test_the_final_edit_insists_while_redis_is_away():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        here.redis_is(up=False)
        finishing = asyncio.create_task(canvas.finish(["All of it."], FOOTER))
        done, _ = await asyncio.wait([finishing], timeout=0.05)
        assert not done
        here.redis_is(up=True)
        await finishing
        assert here.lease.journal.phase == "final"
        assert here.shown() == ["All of it."]


async def test_redis_away_is_told_by_an_interim_redraw_and_not_by_the_end():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        here.redis_is(up=False)
        with pytest.raises(StoreAway):
            await drawn(canvas, "one")
        await canvas.reserve()
        await canvas.close()
        here.redis_is(up=True)


async def test_furniture_that_slack_will_not_have_stands_as_words():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        here.rig.slack.fault("chat.update", error="invalid_blocks")
        await canvas.finish(["Half of it."], Furniture("claude · 3 s", "No luck."))
        assert here.shown() == ["Half of it.\n\nNo luck.\n\nclaude · 3 s"]


async def test_so_it_is_with_a_last_page_that_was_not_there_before():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one")
        for method in ("chat.postMessage", "chat.update"):
            here.rig.slack.fault(method, error="invalid_blocks", having="blocks")
        await canvas.finish(["one", "two"], Furniture("claude · 3 s", "No luck."))
        assert here.shown() == ["one", "two\n\nNo luck.\n\nclaude · 3 s"]


async def test_a_page_found_from_an_earlier_try_is_drawn_again():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one")
        here.rig.slack.fault("chat.postMessage", drop=True, after_accepting=True)
        canvas.hurry.set()
        with pytest.raises(Ambiguous):
            await drawn(canvas, "one", "tw")
        canvas.hurry.clear()
        await canvas.finish(["one", "two", "three"], FOOTER)
        assert here.shown() == ["one", "two", "three"]
        assert footers(here.rig.replies(here.question)[-1]) == ["claude · 3 s"]


async def test_a_last_page_found_from_an_earlier_try_gets_its_furniture():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one")
        here.rig.slack.fault("chat.postMessage", drop=True, after_accepting=True)
        canvas.hurry.set()
        with pytest.raises(Ambiguous):
            await drawn(canvas, "one", "tw")
        canvas.hurry.clear()
        await canvas.finish(["one", "two"], FOOTER)
        assert here.shown() == ["one", "two"]
        assert footers(here.rig.replies(here.question)[-1]) == ["claude · 3 s"]


async def test_a_full_page_goes_without_furniture_rather_than_not_at_all():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        here.rig.slack.fault("chat.update", error="invalid_blocks")
        await canvas.finish(["x" * PAGE], Furniture("claude · 3 s", "No luck."))
        assert here.shown() == ["x" * PAGE]


async def test_a_deleted_message_is_gone_for_good():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        stamp = here.lease.journal.stamps[0]
        await here.rig.client.call("chat.delete", channel="C0GENERAL", ts=stamp)
        with pytest.raises(Gone):
            await drawn(canvas, "one")
        with pytest.raises(Gone):
            await canvas.finish(["one"], FOOTER)
        assert here.shown() == []
