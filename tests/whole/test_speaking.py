"""When it speaks and what is asked again, through the real program on every transport and Redis."""

import pytest

from bot.playground.messages.script import Say
from tests.whole.world import body, buttons

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_edit_that_adds_the_mention_counts(place):
    place.messages.script(Say("Here I am."))
    asked = len(place.asked())
    root = await place.slack.type("ann", "general", "what is a loom?")
    await place.slack.edit("ann", "general", root, "@Threadloom what is a loom?")
    assert body(await place.answered(root)) == "Here I am."
    assert len(place.asked()) == asked + 1


async def test_the_word_retry_has_the_last_answer_made_anew_in_its_place(place):
    place.messages.script(Say("Old words."), Say("New words."))
    root = await place.slack.type("ann", "general", "@Threadloom say it")
    reply = await place.answered(root)
    await place.slack.type("ann", "general", "!retry", thread_ts=root)
    anew = await place.said(root, "New words.")
    await place.slack.until(lambda: "earlier" in buttons(place.replies(root)[0]), 20)
    assert anew["ts"] == reply["ts"]
    assert len(place.replies(root)) == 1
    assert "!retry" not in str(place.asked()[-1])


async def test_where_a_channel_wants_it_only_a_mention_is_answered(place):
    place.messages.script(Say("One."), Say("Two."))
    await place.slack.type("ann", "research", "/speak mentioned here")

    def told():
        return [m for m in place.slack.seen_by("ann") if "*mentioned*" in body(m)]

    await place.slack.until(told, 20)
    root = await place.slack.type("ann", "research", "@Threadloom one?")
    await place.answered(root, channel="research")
    await place.slack.type("ben", "research", "nobody asks you", thread_ts=root)
    await place.slack.type("ben", "research", "@Threadloom two?", thread_ts=root)
    assert body(await place.answered(root, 2, channel="research")) == "Two."
    assert "nobody asks you" not in str(place.asked()[-1]["messages"][-1])
