"""While it grows, the last message of a reply can be stopped, and only that one."""

from bot.reply.furniture import STOP, Furniture
from tests.adapters.slack.pen import drawn, pen
from tests.whole.world import body, buttons


def stops(here):
    return [STOP in buttons(reply) for reply in here.rig.replies(here.question)]


async def test_the_sign_of_life_has_the_button_and_says_what_is_meant():
    async with pen() as here:
        await here.canvas().open()
        (reply,) = here.rig.replies(here.question)
        assert buttons(reply)[STOP]["value"] == f"{here.question.thread} {here.question.id}"


async def test_a_turned_page_loses_it_and_a_finished_reply_has_none():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one")
        assert stops(here) == [True]
        await drawn(canvas, "one", "two")
        assert stops(here) == [False, True]
        await canvas.finish(["one", "two"], Furniture())
        assert stops(here) == [False, False]
        assert [body(reply) for reply in here.rig.replies(here.question)] == ["one", "two"]


async def test_the_same_words_are_not_drawn_twice_for_it():
    async with pen() as here:
        canvas = here.canvas()
        await canvas.open()
        await drawn(canvas, "one")
        assert not canvas.lacks(["one"])


async def test_words_that_slack_takes_without_blocks_alone_are_shown_without_it():
    async with pen() as here:
        here.rig.slack.fault("chat.postMessage", error="invalid_blocks", having="blocks")
        canvas = here.canvas()
        await canvas.open()
        here.rig.slack.fault("chat.update", error="msg_blocks_too_long", having="blocks")
        await drawn(canvas, "one")
        assert stops(here) == [False]
        assert here.shown() == ["one"]
