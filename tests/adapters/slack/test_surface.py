"""Slack as the place where replies appear, whispers are heard and threads are read."""

from dataclasses import replace

import pytest

from bot.conversation.thread import Thread
from bot.errors import Gone
from bot.ports import Surface
from bot.reply import words
from bot.reply.furniture import Furniture
from tests.adapters.slack.pen import Voice, pen
from tests.rig import ANN, BOT, CHANNEL, TEAM


def surface(here) -> Surface:
    return here.rig.bot.surface


async def test_a_sign_of_life_is_visible_once_a_reply_is_entered():
    async with pen() as here:
        async with surface(here).reply(here.lease):
            assert here.shown() == [words.HERE]
            assert await here.running() == 1
        assert await here.running() == 0


async def test_a_reply_is_shown_and_finished():
    async with pen() as here:
        async with surface(here).reply(here.lease) as reply:
            reply.show(Voice().say("Half"))
            await here.rig.slack.until(lambda: here.shown() == ["Half"])
            await reply.finish("Half and the rest.", Furniture("claude"))
        assert here.shown() == ["Half and the rest."]


async def test_whatever_is_raised_leaves_a_reply_as_it_is():
    async with pen() as here:

        async def fail():
            async with surface(here).reply(here.lease) as reply:
                reply.show(Voice().say("Half"))
                await here.rig.slack.until(lambda: here.shown() == ["Half"])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await fail()
        assert here.shown() == ["Half"]
        assert await here.running() == 0


async def test_a_reply_that_has_no_place_takes_no_room():
    async with pen() as here:
        here.rig.slack.fault("chat.postMessage", error="is_archived")
        with pytest.raises(Gone):
            async with surface(here).reply(here.lease):
                pytest.fail("it was entered")
        assert await here.running() == 0


async def test_a_whisper_is_for_one_person():
    async with pen() as here:
        await surface(here).whisper(here.question.thread, ANN, "Psst.")
        heard = {
            who: [m["text"] for m in here.rig.slack.seen_by(who) if m["ephemeral_to"]]
            for who in ("ann", "ben")
        }
        assert heard == {"ann": ["Psst."], "ben": []}


@pytest.mark.parametrize(
    "trouble", [{"status": 500}, {"status": 429}, {"error": "user_not_in_channel"}], ids=str
)
async def test_nobody_waits_for_a_whisper(trouble):
    async with pen() as here:
        here.rig.slack.fault("chat.postEphemeral", **trouble)
        await surface(here).whisper(here.question.thread, ANN, "Psst.")


async def test_what_was_said_before_is_heard():
    async with pen() as here:
        root = await here.rig.slack.type("ben", "general", "It is Friday.")
        question = await here.rig.ask("@Threadloom when?", thread_ts=root)
        heard = await surface(here).heard(question)
        assert [(said.who, said.text) for said in heard] == [("ben", "It is Friday.")]
        assert heard[0].permalink.endswith(f"/archives/{CHANNEL}/p{root.replace('.', '')}")


async def test_a_question_in_a_channel_says_who_asks_in_plain_words():
    async with pen() as here:
        text = f"what does <@U0BEN0001> say of <https://x.org> &amp; <@{BOT}>?"
        question = replace(here.question, text=text)
        asked = "ann: what does @ben say of https://x.org & @Threadloom?"
        assert await surface(here).plain(question) == asked


async def test_a_question_to_the_bot_alone_needs_no_name():
    async with pen() as here:
        thread = Thread(TEAM, "D0ANN0001", "1.000001")
        question = replace(here.question, thread=thread, text="why, <@U0BEN0001>?", direct=True)
        assert await surface(here).plain(question) == "why, @ben?"


async def test_names_that_can_not_be_had_stay_ids():
    async with pen() as here:
        here.rig.slack.fault("users.info", times=9, status=500)
        question = replace(here.question, text="and <@U0BEN0001>?")
        assert await surface(here).plain(question) == f"{ANN}: and @U0BEN0001?"
