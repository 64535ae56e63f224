"""What can be pressed under a reply, through the real program: press, modal, submission."""

import time

import pytest

from bot.adapters.redis.connection import connect
from bot.adapters.redis.store import RedisStore
from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from tests.rig import CHANNEL, TEAM
from tests.whole.world import body, buttons, serve, world

pytestmark = pytest.mark.asyncio(loop_scope="module")


def screen(place, user, words):
    """The modal that somebody sees, once these words stand in it."""

    def seen():
        view = place.slack.screen(user)
        return view if view and words in str(view["blocks"]) else None

    return place.slack.until(seen, 20)


def whisper(place, user, words):
    """What somebody is told alone, once it has these words."""

    def told():
        alone = [m for m in place.slack.seen_by(user) if m["ephemeral_to"]]
        return next((m for m in alone if words in body(m)), None)

    return place.slack.until(told, 20)


async def test_the_thinking_opens_for_one_person_in_a_modal(place):
    place.messages.script(Say("Because.", thinking="Let me see. " * 900))
    root = await place.slack.type("ann", "general", "@Threadloom !thinking on why?")
    reply = await place.answered(root)
    await place.slack.press("ben", "general", reply["ts"], "thinking")
    view = await screen(place, "ben", "Let me see.")
    assert len([b for b in view["blocks"] if b["type"] == "section"]) == 4
    assert "Let me see." not in str(place.replies(root))
    await place.slack.dismiss("ben", view["id"])


async def test_an_answer_that_was_replaced_is_one_click_away(place):
    place.messages.script(Say("Old words."), Say("New words."))
    root = await place.slack.type("ann", "general", "@Threadloom say it")
    reply = await place.answered(root)
    assert "earlier" not in buttons(reply)
    await place.slack.press("ann", "general", reply["ts"], "regenerate")
    anew = await place.slack.until(
        lambda: next((m for m in place.replies(root) if "earlier" in buttons(m)), None), 20
    )
    assert (anew["ts"], body(anew)) == (reply["ts"], "New words.")
    await place.slack.press("chi", "general", reply["ts"], "earlier")
    assert (await whisper(place, "chi", "Old words."))["thread_ts"] == root
    assert len(place.replies(root)) == 1


async def test_settings_changed_in_the_form_hold_for_the_next_answer(place):
    place.messages.script(Say("One."), Say("Two."))
    root = await place.slack.type("ann", "general", "@Threadloom one?")
    reply = await place.answered(root)
    await place.slack.shortcut("ann", "settings", "general", reply["ts"])
    view = await screen(place, "ann", "In force")
    wrong = {"model": {"thread": "not a model"}}
    assert "model" in await place.slack.submit("ann", view["id"], wrong)
    right = {
        "model": {"thread": None},
        "effort": {"thread": "low"},
        "speak": {"thread": "mentioned"},
    }
    assert await place.slack.submit("ann", view["id"], right) == {}
    assert place.slack.screen("ann") is None
    told = await whisper(place, "ann", "Effort is now *low* in this thread.")
    assert "When I speak is now *mentioned*" in body(told)

    await place.slack.type("ben", "general", "nobody asks you", thread_ts=root)
    await place.slack.type("ben", "general", "@Threadloom two?", thread_ts=root)
    assert body(await place.answered(root, 2)) == "Two."
    assert place.asked()[-1]["output_config"] == {"effort": "low"}
    assert "nobody asks you" not in str(place.asked()[-1]["messages"][-1])


async def test_a_thumb_and_its_comment_are_kept_with_the_answer(server):
    url = f"{server.url.removesuffix('/0')}/9"
    async with world() as place:
        await serve(place, "socket", REDIS_URL=url)
        place.messages.script(Say("Because."))
        root = await place.slack.type("ann", "general", "@Threadloom why?")
        reply = await place.answered(root)
        (rating,) = next(b for b in reply["blocks"] if b["type"] == "context_actions")["elements"]
        down = rating["negative_button"]["value"]
        await place.slack.press("ann", "general", reply["ts"], "rate", down)
        view = await screen(place, "ann", "What was wrong?")
        sent = {"comment": {"comment": "Too short."}}
        assert await place.slack.submit("ann", view["id"], sent) == {}
        async with connect(url) as client:
            store = RedisStore(client)
            (verdict,) = await store.feedback(Thread(TEAM, CHANNEL, root))
        assert (verdict.thumb, verdict.comment) == ("down", "Too short.")
        assert verdict.answer.startswith("msg_")
        assert len(place.replies(root)) == 1, "nothing public"


async def test_who_waited_long_is_called_once_with_a_link():
    async with world(clock=lambda: time.time() - 90) as place:  # it was asked so long ago
        await serve(place, "socket")
        place.messages.script(Say("At last."))
        root = await place.slack.type("ann", "general", "@Threadloom take your time")
        reply = await place.answered(root)
        call = await place.said(root, "My reply is there")
        assert call["text"].startswith("<@U0ANN0001> ")
        assert reply["ts"].replace(".", "") in call["text"]
        assert len(place.replies(root)) == 2
