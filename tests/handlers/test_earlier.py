"""Somebody wants to read an answer that a newer one has replaced."""

import pytest

from bot.playground.messages.script import Say
from tests.whole.world import body, buttons


async def answered(front, *texts):
    """The reply to a question that was answered anew, again and again."""
    root = await front.say("@Threadloom why?")
    front.rig.messages.script(*map(Say, texts))
    await front.rig.answer()
    for _ in texts[1:]:
        said = front.rig.slack.messages("general", root)[-1]
        await front.tell(await front.click(said, "regenerate"))
        await front.rig.answer()
    return front.rig.slack.messages("general", root)[-1]


def alone(front, user):
    """The messages that only one person sees."""
    return [m for m in front.rig.slack.seen_by(user) if m["ephemeral_to"]]


async def test_the_first_answer_has_none_before_it(front):
    assert "earlier" not in buttons(await answered(front, "One."))


async def test_the_answer_before_is_read_in_private_and_the_one_before_that(front):
    said = await answered(front, "**One.**", "Two.", "Three.")
    assert (await front.tell(await front.click(said, "earlier", "ben"))).status == 200
    await front.rig.slack.until(lambda: alone(front, "ben"))
    (told,) = alone(front, "ben")
    assert (body(told), told["thread_ts"]) == ("Two.", said["thread_ts"])
    await front.tell(await front.click(told, "earlier", "ben"))
    await front.rig.slack.until(lambda: len(alone(front, "ben")) == 2)
    oldest = alone(front, "ben")[-1]
    assert body(oldest) == "**One.**"
    assert buttons(oldest) == {}
    assert alone(front, "ann") == []
    assert len(front.rig.slack.messages("general", said["thread_ts"])) == 2


async def test_a_long_one_is_read_whole(front):
    long = "\n\n".join(f"Paragraph {n}. " + "word " * 80 for n in range(60))
    said = await answered(front, long, "Short.")
    await front.tell(await front.click(said, "earlier"))
    await front.rig.slack.until(lambda: len(alone(front, "ann")) > 1)
    await front.rig.slack.until(lambda: "Paragraph 59." in body(alone(front, "ann")[-1]))


async def test_who_left_the_channel_reads_nothing(front):
    said = await answered(front, "One.", "Two.")
    payload = await front.click(said, "earlier", "ben")
    front.rig.slack.workspace.channel("general").members.discard("U0BEN0001")
    await front.tell(payload)
    await front.whispered("Only people who are in this channel", "ben")
    assert len(alone(front, "ben")) == 1


@pytest.mark.parametrize("value", ["{first} 7", "{first}", "{first} -1", "{first} ²", "", "x 0"])
async def test_what_is_not_there_is_told_to_who_pressed(front, value):
    said = await answered(front, "One.", "Two.")
    payload = await front.click(said, "earlier")
    first = payload["actions"][0]["value"].partition(" ")[0]
    payload["actions"][0]["value"] = value.format(first=first)
    assert (await front.tell(payload)).status == 200
    assert await front.whispered("no longer remember")
