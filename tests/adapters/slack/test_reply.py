"""A reply grows while its answer does, and is finished whatever it takes."""

import asyncio

import pytest

from bot.errors import Gone
from bot.reply import words
from bot.reply.furniture import Furniture
from tests.adapters.slack.pen import Voice, opened, pen
from tests.rig import TEAM
from tests.whole.world import body, footers

FOOTER = Furniture(footer="claude · 3 s")


async def test_a_sign_of_life_stands_before_anything_is_said():
    async with pen() as here, opened(here):
        assert here.shown() == [words.HERE]


async def test_what_goes_on_is_shown_while_there_is_nothing_to_read():
    async with pen() as here, opened(here) as reply:
        voice = Voice()
        block = {"type": "thinking", "thinking": "", "signature": ""}
        voice.answer.add({"type": "content_block_start", "index": 1, "content_block": block})
        reply.show(voice.speech)
        await here.rig.slack.until(lambda: here.shown() == ["_Thinking…_"])


async def test_the_text_grows():
    async with pen() as here, opened(here) as reply:
        voice = Voice()
        for count in (1, 2, 3):
            reply.show(voice.say("More of it. "))
            wanted = ("More of it. " * count).strip()
            await here.rig.slack.until(lambda wanted=wanted: here.shown() == [wanted])
        assert here.edits() == [("More of it. " * count).strip() for count in (1, 2, 3)]


async def test_it_is_drawn_once_in_an_interval_whatever_comes_in_it():
    async with pen() as here, opened(here, interval=60.0) as reply:
        voice = Voice()
        reply.show(voice.say("one "))
        await here.rig.slack.until(here.edits)
        for _ in range(100):
            reply.show(voice.say("more "))
            await asyncio.sleep(0)
        assert here.edits() == ["one"]


async def test_what_waited_for_the_interval_is_shown_with_no_further_delta():
    async with pen() as here, opened(here, interval=0.1) as reply:
        voice = Voice()
        reply.show(voice.say("one"))
        await here.rig.slack.until(here.edits)
        reply.show(voice.say(" two"))
        await here.rig.slack.until(lambda: here.edits() == ["one", "one two"])


async def test_the_newest_text_is_shown_when_its_turn_comes_with_no_further_delta():
    async with pen() as here, opened(here) as reply:
        await here.rig.allowance.pause(TEAM, 0.3)
        voice = Voice()
        reply.show(voice.say("old"))
        await asyncio.sleep(0.05)  # by now it waits for its turn
        assert here.edits() == []
        reply.show(voice.say(" and new"))
        await here.rig.slack.until(here.edits)
        assert here.edits() == ["old and new"]


async def test_what_slack_did_not_take_is_shown_with_no_further_delta():
    async with pen() as here, opened(here) as reply:
        here.rig.slack.fault("chat.update", times=2, status=500)
        reply.show(Voice().say("one"))
        await here.rig.slack.until(lambda: here.shown() == ["one"])


async def test_slow_down_pauses_every_reply():
    async with pen() as here:
        async with opened(here) as reply:
            here.rig.slack.fault("chat.update", status=429, retry_after=20)
            reply.show(Voice().say("one"))
            await here.rig.slack.until(lambda: _refused(here))
        assert await here.rig.allowance.interim(TEAM, "another") > 0
        assert here.shown() == [words.HERE]


async def test_after_the_pause_it_goes_on_with_no_further_delta():
    async with pen() as here, opened(here) as reply:
        here.rig.slack.fault("chat.update", status=429, retry_after=1)
        reply.show(Voice().say("one"))
        await here.rig.slack.until(lambda: here.shown() == ["one"])
        assert len(_refused(here)) == 1


def _refused(here):
    return [call for call in here.rig.slack.calls if call.status == 429]


async def test_an_answer_of_many_pages_never_touches_a_turned_one():
    async with pen() as here:
        text = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(60))
        async with opened(here) as reply:
            voice = Voice()
            for at in range(0, len(text), 4000):
                reply.show(voice.say(text[at : at + 4000]))
                shown = f"{text[: at + 4000].rstrip()[-20:]}"
                await here.rig.slack.until(lambda shown=shown: _last(here).endswith(shown.strip()))
            await reply.finish(text, FOOTER)
        assert len(here.shown()) >= 3
        assert "".join("".join(here.shown()).split()) == "".join(text.split())
        for index, page in enumerate(here.shown()[:-1]):
            assert here.edits(index).count(page) <= 1
            assert page in (here.edits(index) or [page])[-1]


def _last(here):
    return here.shown()[-1]


async def test_the_end_shows_all_of_it_with_its_furniture():
    async with pen() as here:
        async with opened(here) as reply:
            reply.show(Voice().say("Half"))
            await reply.finish("Half of it, and the rest.", FOOTER)
        (said,) = here.rig.replies(here.question)
        assert body(said) == "Half of it, and the rest."
        assert footers(said) == ["claude · 3 s"]
        assert await here.running() == 0


async def test_the_end_waits_for_no_turn_of_an_interim_edit():
    async with pen() as here:
        async with opened(here, interval=600.0) as reply:
            voice = Voice()
            reply.show(voice.say("one"))
            await here.rig.slack.until(here.edits)
            reply.show(voice.say(" two"))
            await asyncio.sleep(0)
            await reply.finish("one two", FOOTER)
        assert here.edits() == ["one", "one two"]


async def test_an_edit_under_way_does_not_land_after_the_end():
    async with pen() as here:
        async with opened(here) as reply:
            here.rig.slack.fault("chat.update", delay=0.1)
            reply.show(Voice().say("early"))
            await here.rig.slack.until(lambda: here.shown() == ["early"])
            await reply.finish("late", FOOTER)
        assert here.edits() == ["early", "late"]
        assert here.shown() == ["late"]


async def test_an_answer_without_words_still_gets_its_furniture():
    async with pen() as here, opened(here) as reply:
        await reply.finish("", FOOTER)
        (said,) = here.rig.replies(here.question)
        assert body(said) != words.HERE
        assert footers(said) == ["claude · 3 s"]


async def test_the_final_edit_insists():
    async with pen() as here:
        async with opened(here) as reply:
            here.rig.slack.fault("chat.update", status=503)
            await reply.finish("All of it.", FOOTER)
        assert here.shown() == ["All of it."]


async def test_a_message_deleted_in_mid_answer_ends_it_quietly():
    async with pen() as here:
        async with opened(here) as reply:
            voice = Voice()
            reply.show(voice.say("one"))
            await here.rig.slack.until(here.edits)
            stamp = here.lease.journal.stamps[0]
            await here.rig.client.call("chat.delete", channel="C0GENERAL", ts=stamp)
            reply.show(voice.say(" two"))
            await asyncio.wait([reply._drawer], timeout=5)
            with pytest.raises(Gone):
                reply.show(voice.say(" three"))
        assert here.shown() == []
        assert len(here.calls("chat.postMessage")) == 1
        assert await here.running() == 0
