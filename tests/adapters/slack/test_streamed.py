"""A streamed reply grows while its answer does, and whatever Slack does, edits finish it."""

import asyncio
from dataclasses import replace

import pytest

from bot.adapters.metrics import PrometheusMeter
from bot.adapters.slack.mark import read
from bot.answer.steps import Step
from bot.errors import Gone
from bot.reply.furniture import Button, Furniture
from bot.watching.record import Records
from tests.adapters.slack.brook import IM, brook, flowing
from tests.adapters.slack.pen import Voice
from tests.rig import TEAM
from tests.whole.world import body, buttons, footers

FOOTER = Furniture(footer="claude · 3 s")


async def grown(here, reply, *pieces):
    """The voice that has said these, once the last but one of them is visible."""
    voice = Voice()
    for piece in pieces:
        reply.show(voice.say(piece))
        wanted = voice.answer.text.rstrip().rsplit(" ", 1)[0]
        await here.rig.slack.until(lambda wanted=wanted: wanted in "".join(here.shown()))
    return voice


async def test_nothing_is_opened_before_there_is_something_to_show():
    async with brook() as here, flowing(here) as reply:
        voice = Voice()
        block = {"type": "thinking", "thinking": "", "signature": ""}
        voice.answer.add({"type": "content_block_start", "index": 1, "content_block": block})
        reply.show(voice.speech)
        await asyncio.sleep(0.05)
        assert here.shown() == []


async def test_the_text_grows_and_is_finished_with_its_furniture_in_one_message():
    async with brook() as here, flowing(here) as reply:
        await grown(here, reply, "One two ", "three four ")
        assert here.states() == ["in_progress"]
        await reply.finish("One two three four five.", FOOTER)
        (said,) = here.replies()
        assert (body(said), said["streaming_state"]) == ("One two three four five.", "completed")
        assert footers(said) == ["claude · 3 s"]
        mark = read(said)
        assert (mark.reply, mark.page, mark.final) == (here.lease.journal.reply, 0, True)
        assert here.methods() == ["chat.startStream", "chat.appendStream", "chat.stopStream"]
        assert here.lease.journal.phase == "final"
        assert here.lease.journal.pages == ("One two three four five.",)


async def test_pieces_are_counted_as_edits_are():
    meter = PrometheusMeter()

    def counted(result):
        return meter._edits.labels(result)._value.get()

    async with brook(records=Records(meter)) as here, flowing(here) as reply:
        voice = await grown(here, reply, "One two ", "three four ")
        here.rig.slack.fault("chat.appendStream", status=429, retry_after=1)
        reply.show(voice.say("five six "))
        await here.rig.slack.until(lambda: _refused(here))
        await reply.finish("One two three four five six.", FOOTER)
        assert (counted("made") >= 2, counted("refused")) == (True, 1)


async def test_an_answer_that_was_said_at_once_is_streamed_too():
    async with brook() as here, flowing(here) as reply:
        await reply.finish("All of it.", FOOTER)
        assert here.shown() == ["All of it."]
        assert here.methods() == ["chat.startStream", "chat.stopStream"]
        start = next(c for c in here.rig.slack.calls if c.method == "chat.startStream")
        assert start.arguments["recipient_user_id"] == here.question.user
        assert start.arguments["recipient_team_id"] == TEAM


async def test_a_failure_without_a_word_is_told_by_an_edit():
    sorry = Furniture(apology="No luck.", buttons=(Button("again", "Retry", "T:C:1"),))
    async with brook() as here, flowing(here) as reply:
        await reply.finish("", sorry)
        (said,) = here.replies()
        assert "No luck." in str(said["blocks"])
        assert buttons(said)


async def test_a_declined_answer_is_withdrawn():
    async with brook() as here, flowing(here) as reply:
        await grown(here, reply, "One two three ")
        await reply.finish("", Furniture(apology="Declined."))
        (said,) = here.replies()
        assert "One" not in str(said)
        assert "Declined." in str(said["blocks"])


async def test_a_long_answer_is_turned_onto_further_streams():
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(40))
    async with brook() as here:
        async with flowing(here) as reply:
            voice = Voice()
            for at in range(0, len(text), 3000):
                reply.show(voice.say(text[at : at + 3000]))
                await asyncio.sleep(0.03)
            await reply.finish(text, FOOTER)
        assert set(here.states()) == {"completed"}
        assert len(here.shown()) >= 3
        assert "\n\n".join(here.shown()).split() == text.split()
        assert "chat.update" not in here.methods()
        assert [bool(footers(m)) for m in here.replies()][-1:] == [True]
        pages = [m["metadata"]["event_payload"]["page"] for m in here.replies()]
        assert pages == list(range(len(pages)))


async def test_an_old_stream_is_turned_before_slack_ends_it():
    async with brook(stream_lifetime=0.6) as here:
        async with flowing(here, lifetime=0.3) as reply:
            voice = Voice()
            for n in range(30):
                reply.show(voice.say(f"word{n} "))
                await asyncio.sleep(0.05)
            await reply.finish(voice.answer.text, FOOTER)
        assert len(here.shown()) >= 3
        assert "errored" not in here.states()
        assert " ".join(here.shown()).split() == voice.answer.text.split()


THOUGHT = Step("thinking", "", "done")
SEARCHED = Step("searching", "looms", "done")
FETCHING = Step("fetching", "https://a.example/", "running")


class Saying:
    """An answer that does something else first."""

    def __init__(self, text, *steps):
        self.text, self.steps = text, steps
        self.doing, self.subject = steps[-1].kind, steps[-1].subject


async def test_steps_are_cards_that_are_all_over_in_the_end():
    async with brook() as here, flowing(here) as reply:
        for count in (1, 2, 3):
            reply.show(Saying("", *(THOUGHT, SEARCHED, FETCHING)[:count]))
        await here.rig.slack.until(lambda: here.replies() and len(here.cards()) == 3)
        assert here.cards() == [
            ("Thought about it", "complete"),
            ("Searched the web: looms", "complete"),
            ("Reading https://a.example/", "in_progress"),
        ]
        reply.show(Saying("A loom weaves ", THOUGHT, SEARCHED, FETCHING))
        await reply.finish("A loom weaves.", FOOTER)
        assert {status for _, status in here.cards()} == {"complete"}
        assert body(here.replies()[0]) == "A loom weaves."


async def test_left_without_an_end_the_stream_is_ended_and_what_is_shown_stays():
    async with brook() as here:
        async with flowing(here) as reply:
            reply.show(Saying("One two three ", replace(SEARCHED, state="running")))
            await here.rig.slack.until(here.replies)
        assert here.shown() == ["One two "]
        assert here.states() == ["completed"]
        assert here.cards() == [("Searching the web: looms", "complete")]
        assert here.lease.journal.live
        assert here.lease.journal.phase == "posted"


TROUBLE = [
    {"error": "message_not_in_streaming_state"},
    {"error": "streaming_mode_mismatch"},
    {"error": "msg_too_long"},
    {"error": "invalid_chunks"},
    {"status": 500},
    {"status": 503, "after_accepting": True},
    {"drop": True},
    {"drop": True, "after_accepting": True},
    {"html": True, "after_accepting": True},
    {"error": "internal_error", "after_accepting": True},
]


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_whatever_goes_wrong_the_answer_is_shown_once_and_whole(method, trouble):
    async with brook() as here:
        async with flowing(here) as reply:
            if method != "chat.startStream":
                voice = await grown(here, reply, "One two three ")
            else:
                voice = Voice()
            here.rig.slack.fault(method, **trouble)
            for piece in ("four ", "five ", "six "):
                reply.show(voice.say(piece))
                await asyncio.sleep(0.03)
            await reply.finish(voice.answer.text + "seven.", FOOTER)
        (said,) = here.replies()
        assert body(said) == voice.answer.text + "seven."
        assert footers(said) == ["claude · 3 s"]
        assert said.get("streaming_state") != "in_progress"
        assert here.lease.journal.phase == "final"


@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
async def test_told_to_slow_down_it_waits_and_streams_on(method):
    async with brook() as here:
        async with flowing(here) as reply:
            here.rig.slack.fault(method, status=429, retry_after=1)
            voice = Voice()
            for piece in ("One ", "two ", "three "):
                reply.show(voice.say(piece))
                await asyncio.sleep(0.03)
            await reply.finish(voice.answer.text + "four.", FOOTER)
        assert here.shown() == ["One two three four."]
        assert "chat.update" not in here.methods()


async def test_told_to_start_no_more_streams_edits_show_it():
    async with brook() as here:
        async with flowing(here) as reply:
            here.rig.slack.fault("chat.startStream", status=429, retry_after=30)
            reply.show(Voice().say("One two three "))
            await here.rig.slack.until(lambda: _refused(here))
            await reply.finish("One two three four.", FOOTER)
        assert here.shown() == ["One two three four."]
        assert await here.flow().ask(TEAM, "start", "another") > 0


def _refused(here):
    return [call for call in here.rig.slack.calls if call.status == 429]


async def test_a_stream_that_slack_ended_is_gone_on_with_by_edits():
    async with brook(stream_lifetime=0.3) as here:
        async with flowing(here) as reply:
            voice = await grown(here, reply, "One two three ")
            await asyncio.sleep(0.3)
            reply.show(voice.say("four five "))
            await here.rig.slack.until(lambda: "four five" in here.shown()[0])
            reply.show(voice.say("six "))
            await here.rig.slack.until(lambda: "six" in here.shown()[0])
            await reply.finish("One two three four five six seven.", FOOTER)
        (said,) = here.replies()
        assert body(said) == "One two three four five six seven."
        assert here.methods()[-1] == "chat.update"


async def test_what_a_stream_that_slack_ended_showed_is_marked_as_a_page_of_its_reply():
    text = "One two three " + "\n\n".join(f"Part {n}. " + "word " * 90 for n in range(40))
    async with brook(stream_lifetime=0.3) as here:
        async with flowing(here) as reply:
            await grown(here, reply, "One two three ")
            await asyncio.sleep(0.3)
            await reply.finish(text, FOOTER)
        assert here.states()[0] == "errored"
        marks = [read(message) for message in here.replies()]
        assert len(marks) > 1
        assert [mark and mark.page for mark in marks] == list(range(len(marks)))
        assert [mark.final for mark in marks] == [False] * (len(marks) - 1) + [True]


async def test_only_the_message_that_grew_is_redrawn_when_edits_take_over():
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(40))
    async with brook() as here:
        async with flowing(here) as reply:
            voice = Voice()
            reply.show(voice.say(text[:9000]))
            await here.rig.slack.until(lambda: "completed" in here.states())
            turned = here.shown()[0]
            here.rig.slack.fault("chat.appendStream", status=500)
            here.rig.slack.fault("chat.startStream", status=500)
            reply.show(voice.say(text[9000:]))
            await reply.finish(text, FOOTER)
        assert here.shown()[0] == turned
        assert "\n\n".join(here.shown()).split() == text.split()
        edited = {edit["ts"] for edit in here.calls("chat.update")}
        assert here.replies()[0]["ts"] not in edited


async def test_when_the_person_stops_it_nothing_more_is_drawn_until_the_end():
    async with brook() as here:
        here.rig.slack.events = ("agent_session_stopped",)
        async with flowing(here) as reply:
            voice = await grown(here, reply, "One two three ")
            assert await _stopped(here)
            reply.show(voice.say("four five six "))
            await asyncio.sleep(0.05)
            assert here.shown() == ["One two "]
            await reply.finish("One two three", Furniture(footer="stopped"))
        (said,) = here.replies()
        assert body(said) == "One two three"
        assert footers(said) == ["stopped"]
        ends = [call for call in here.rig.slack.calls if call.method == "chat.stopStream"]
        assert ends == [], "Slack has said that it is over"


async def _stopped(here):
    await here.rig.client.call(
        "agents.sessions.setStatus",
        channel_id=IM,
        thread_ts=here.question.thread.ts,
        status="processing",
    )
    return await here.rig.slack.stop("ann", IM, here.question.thread.ts)


async def test_when_too_many_streams_run_in_the_workspace_edits_show_it():
    async with brook() as here:
        for n in range(12):
            assert await here.flow().ask(TEAM, "start", f"other{n}") == 0.0
        async with flowing(here) as reply:
            reply.show(Voice().say("One two three "))
            await here.rig.slack.until(lambda: here.shown() == ["One two three"])
            await reply.finish("One two three four.", FOOTER)
        assert here.shown() == ["One two three four."]
        assert "chat.startStream" not in here.methods()


async def test_a_message_deleted_in_mid_answer_ends_it_quietly():
    async with brook() as here:
        async with flowing(here) as reply:
            voice = await grown(here, reply, "One two three ")
            stamp = here.replies()[0]["ts"]
            await here.rig.client.call("chat.stopStream", channel=IM, ts=stamp)
            await here.rig.client.call("chat.delete", channel=IM, ts=stamp)
            reply.show(voice.say("four five "))
            await asyncio.wait([reply._writer], timeout=5)
            with pytest.raises(Gone):
                reply.show(voice.say("six "))
        assert here.shown() == []


async def test_while_redis_is_away_nothing_is_streamed_and_then_all_of_it():
    async with brook() as here:
        async with flowing(here) as reply:
            voice = await grown(here, reply, "One two three ")
            here.redis_is(up=False)
            reply.show(voice.say("four five "))
            await asyncio.sleep(0.05)
            here.redis_is(up=True)
            await here.rig.slack.until(lambda: "four" in here.shown()[0])
            await reply.finish("One two three four five.", FOOTER)
        assert here.shown() == ["One two three four five."]
