"""Somebody asks with a command, wherever they are."""

import pytest

from bot.playground.messages.script import Say
from tests.whole.world import body

DM = "D0ANN0001"


def direct(front):
    return front.rig.slack.messages(DM)


async def dealt_with(front):
    """All that waits."""
    while lease := await front.rig.bot.mailbox.take(0):
        await front.rig.bot.answer(lease)


async def test_the_question_waits_in_the_mailbox_before_it_is_acknowledged(front):
    assert "direct message" in await front.command("/ask why is the sky blue?", channel="random")
    (asked,) = await front.waiting()
    assert (asked.text, asked.how) == ("why is the sky blue?", "aside")
    assert (asked.user, asked.thread.channel) == ("U0ANN0001", "C0RANDOM1")


async def test_it_is_answered_to_the_asker_alone_where_the_bot_is_not(front):
    front.rig.messages.script(Say("Light scatters."), Say("By day."))
    await front.command("/ask why is the sky *blue*, @ben?", channel="random")
    await dealt_with(front)
    root, answer = front.rig.slack.messages(DM, direct(front)[0]["ts"])
    assert root["text"] == "You asked in <#C0RANDOM1>:\n> why is the sky *blue*, @ben?"
    assert body(answer) == "Light scatters."
    assert front.rig.slack.messages("random") == []

    await front.say("always?", thread_ts=root["ts"], channel=DM)
    await dealt_with(front)
    assert body(front.rig.slack.messages(DM, root["ts"])[-1]) == "By day."
    told = [m["content"][-1]["text"] for m in front.rig.messages.requests[-1].body["messages"]]
    assert told == ["why is the sky *blue*, @ben?", "Light scatters.", "always?"]


async def test_directives_before_the_question_are_obeyed(front):
    front.rig.messages.script(Say("So."))
    await front.command("/ask !effort high why?")
    await dealt_with(front)
    request = front.rig.messages.requests[-1].body
    assert request["output_config"] == {"effort": "high"}
    assert request["messages"][0]["content"][-1]["text"] == "why?"


@pytest.mark.parametrize("words", ["", "   ", "!help", "!stop", "!summarize 7d", "!forget"])
async def test_what_is_no_question_is_told_what_to_do(front, words):
    assert "`/ask why is the sky blue?`" in await front.command(f"/ask {words}")
    assert await front.waiting() == []


async def test_what_can_not_be_kept_is_not_promised(front):
    front.redis_is(up=False)
    assert "memory is away" in await front.command("/ask why?")
    front.redis_is(up=True)
    assert await front.waiting() == []


async def test_nothing_in_what_stands_over_the_answer_pings_or_is_cut_from_the_question(front):
    front.rig.messages.script(Say("So."))
    await front.command(f"/ask <!here> {'long ' * 400}end")
    await dealt_with(front)
    title = direct(front)[0]["text"]
    assert "<!" not in title
    assert len(title) < 800
    assert (
        front.rig.messages.requests[-1].body["messages"][0]["content"][-1]["text"].endswith("end")
    )


async def test_who_dies_between_the_root_and_the_question_begins_no_second_one(front):
    front.rig.messages.script(Say("So."))
    await front.command("/ask why?")
    lease = await front.rig.bot.mailbox.take(0)
    place = await front.rig.bot.board.direct("U0ANN0001")
    pinned = {"mark": lease.question.first, "text": "You asked"}
    await front.rig.bot.board.pin(lease, place, "", **pinned)
    await front.rig.bot.mailbox.release(lease)
    await dealt_with(front)
    assert len(direct(front)) == 1
    assert len(front.rig.slack.messages(DM, direct(front)[0]["ts"])) == 2
