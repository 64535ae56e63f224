"""Somebody presses Stop: the button under an answer that grows, or Slack's own, or types it."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.playground.messages.script import Say
from tests.rig import ANN, CHANNEL, TEAM
from tests.whole.world import body, buttons, footers


@asynccontextmanager
async def growing(front, channel="general"):
    """The reply to Ann's question, while its answer is being written and nobody listens."""
    root = await front.say("@Threadloom tell all", channel=channel)
    front.rig.messages.script(Say("word " * 400))
    front.rig.messages.hold(after=20)
    lease = await front.rig.bot.mailbox.take(0)
    answering = asyncio.create_task(front.rig.bot.answer(lease))

    def grown():
        said = front.rig.slack.messages(channel, root)[1:]
        return next((m for m in said if "word" in body(m)), None)

    yield await front.rig.slack.until(grown), lease
    await front.rig.bot.mailbox.renew(lease)  # as the worker's beat does
    async with asyncio.timeout(10):
        await answering
    front.rig.messages.go()


async def test_the_answer_ends_and_what_was_said_so_far_stays(front):
    async with growing(front) as (said, _):
        assert list(buttons(said)) == ["stop"]
        assert (await front.tell(await front.click(said, "stop"))).status == 200
    (reply,) = front.rig.slack.messages("general", said["thread_ts"])[1:]
    assert reply["ts"] == said["ts"]
    assert body(reply).startswith("word word")
    assert len(body(reply)) < 5 * 400
    assert any("stopped by ann" in line for line in footers(reply))
    assert {"go_on", "regenerate"} <= set(buttons(reply))
    assert front.whispers() == []


async def test_who_asked_nothing_here_may_not(front):
    async with growing(front) as (said, _):
        assert (await front.tell(await front.click(said, "stop", user="ben"))).status == 200
        (whisper,) = front.whispers("ben")
        assert "Only people who have asked" in whisper
        await front.say("!stop", thread_ts=said["thread_ts"], user="ben")
        assert len(front.whispers("ben")) == 2
        await front.tell(await front.click(said, "stop"))


async def test_slacks_own_button_stops_it(front):
    async with growing(front) as (said, _):
        answer = await front.event(
            type="agent_session_stopped", thread_ts=said["thread_ts"], streaming_message_ts=[]
        )
        assert answer.status == 200
    (reply,) = front.rig.slack.messages("general", said["thread_ts"])[1:]
    assert any("stopped by ann" in line for line in footers(reply))


async def test_the_word_is_no_question_and_is_obeyed_at_once(front):
    async with growing(front) as (said, _):
        await front.say("!stop", thread_ts=said["thread_ts"])
    assert await front.waiting() == []
    assert front.whispers() == []


async def test_where_nothing_is_written_the_word_is_answered_quietly_and_once(front):
    root = await front.say("@Threadloom !stop")
    (whisper,) = front.whispers()
    assert "not writing anything" in whisper
    assert front.rig.slack.messages("general", root)[1:] == []
    assert await front.waiting() == []


async def test_a_late_press_stops_no_other_answer(front):
    async with growing(front) as (said, lease):
        payload = await front.click(said, "stop")
        other = f"{TEAM}:{CHANNEL}:1.000001"
        payload["actions"][0]["value"] = f"{lease.question.thread} {other}"
        assert (await front.tell(payload)).status == 200
        assert front.whispers()
        await front.rig.bot.mailbox.renew(lease)
        assert lease.wish is None
        await front.tell(await front.click(said, "stop"))


@pytest.mark.parametrize("value", [f"{TEAM}:C0RESEARC:1.000001 x", "nonsense", "", None])
async def test_a_forged_value_stops_nothing_and_is_told_that_it_is_out_of_date(front, value):
    async with growing(front) as (said, lease):
        payload = await front.click(said, "stop")
        payload["actions"][0]["value"] = value
        assert (await front.tell(payload)).status == 200
        assert front.whispers() == ["This button is out of date."]
        await front.rig.bot.mailbox.renew(lease)
        assert lease.wish is None
        await front.tell(await front.click(said, "stop"))


@pytest.mark.parametrize("event", [{"thread_ts": None}, {"user": {}}, {"channel": 7}], ids=str)
async def test_what_is_malformed_stops_nothing(front, event):
    told = {"type": "agent_session_stopped", "thread_ts": "1.000001", "user": ANN} | event
    assert (await front.event(**told)).status == 200
