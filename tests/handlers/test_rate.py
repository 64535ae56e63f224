"""Somebody gives an answer a thumb, up or down, and may say what was wrong."""

import asyncio

import pytest

from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from tests.handlers.front import DIRECT
from tests.rig import ANN, CHANNEL, TEAM

STRANGER = {"id": "U0STRANGE", "name": "x", "username": "x", "team_id": "T0OTHERS"}


async def answered(front, *steps, channel="general"):
    root = await front.say("@Threadloom why?", channel=channel)
    front.rig.messages.script(*steps or [Say("Because.")])
    await front.rig.answer()
    return front.rig.slack.messages(channel, root)[-1]


def thumb(said, which, at=-2):
    """The value of a thumb under a reply."""
    (rating,) = said["blocks"][at]["elements"]
    return rating[{"up": "positive_button", "down": "negative_button"}[which]]["value"]


async def press(front, said, which, user="ann", channel="general"):
    return await front.click(said, "rate", user, channel, thumb(said, which))


async def judged(front, said, channel=CHANNEL):
    return await front.rig.bot.store.feedback(Thread(TEAM, channel, said["thread_ts"]))


async def test_a_thumb_up_is_kept_with_the_answers_id_and_thanked_for_alone(front):
    said = await answered(front)
    payload = await press(front, said, "up")
    assert (await front.tell(payload)).status == 200
    await front.whispered("Thank you")
    (verdict,) = await judged(front, said)
    assert verdict.answer.startswith("msg_")
    assert verdict.question == f"{TEAM}:{CHANNEL}:{said['thread_ts']}"
    assert (verdict.user, verdict.thumb, verdict.comment) == (ANN, "up", "")
    assert verdict.when == payload["actions"][0]["action_ts"]
    assert verdict.model == "claude-sonnet-4-6"
    assert len(front.rig.slack.messages("general", said["thread_ts"])) == 2, "nothing public"
    assert front.whispers("ben") == []
    (thread,) = await front.rig.bot.store.judged(TEAM)
    assert thread.ts == said["thread_ts"]


async def test_a_thumb_down_asks_what_was_wrong_and_the_comment_is_kept(front):
    said = await answered(front)
    await front.tell(await press(front, said, "down"))
    await front.reads("What was wrong?")
    (verdict,) = await judged(front, said)
    assert (verdict.thumb, verdict.comment) == ("down", "")
    sent = await front.submit({"comment": {"comment": "It is not so."}})
    assert (await front.tell(sent)).status == 200
    (verdict,) = await judged(front, said)
    assert (verdict.thumb, verdict.comment) == ("down", "It is not so.")


async def test_the_newest_thumb_of_each_person_counts(front):
    said = await answered(front)
    for user, which in [("ann", "up"), ("ben", "up"), ("ann", "down")]:
        await front.tell(await press(front, said, which, user))
        if which == "up":
            await front.whispered("Thank you", user)
    await front.reads("What was wrong?")
    assert [(each.user, each.thumb) for each in await judged(front, said)] == [
        ("U0BEN0001", "up"),
        (ANN, "down"),
    ]


async def test_the_same_thumb_once_more_keeps_the_comment_and_offers_it(front):
    said = await answered(front)
    for _ in range(2):
        await front.tell(await press(front, said, "down"))
        await front.reads("What was wrong?")
        if not front.rig.slack.screen("ann")["state"]["values"]["comment"]["comment"]["value"]:
            await front.tell(await front.submit({"comment": {"comment": "Wrong."}}))
    (verdict,) = await judged(front, said)
    assert (verdict.thumb, verdict.comment) == ("down", "Wrong.")
    field = front.rig.slack.screen("ann")["blocks"][0]["element"]
    assert field["initial_value"] == "Wrong."


async def test_in_a_direct_message_it_goes_the_same_way(front):
    said = await answered(front, channel=DIRECT)
    await front.tell(await press(front, said, "up", channel=DIRECT))
    await front.whispered("Thank you")
    assert len(await judged(front, said, DIRECT)) == 1


async def test_who_is_not_in_the_channel_may_not(front):
    said = await answered(front)
    payload = await press(front, said, "up", "ben")
    front.rig.slack.workspace.channel("general").members.discard("U0BEN0001")
    assert (await front.tell(payload)).status == 200
    await front.rig.slack.until(lambda: front.whispers("ben"))
    assert front.whispers("ben") == [
        "Only people who are in this channel can do that, and I have to be in it myself."
    ]
    assert await judged(front, said) == []


@pytest.mark.parametrize("which", ["up", "down"])
async def test_who_is_of_another_workspace_may_not(front, which):
    said = await answered(front)
    payload = await press(front, said, which, "ben")
    payload["user"]["team_id"] = "T0OTHERS"
    assert (await front.tell(payload)).status == 200
    assert front.whispers("ben") == ["Only people of this workspace can do that."]
    assert await judged(front, said) == []
    assert front.rig.slack.screen("ben") is None


FORGED = [
    "up",
    "",
    "up T0LOOM01:C0RESEARC:1.000001 msg_1",
    f"up {TEAM}:{CHANNEL}:1.000001 msg_1",
    "up {first} msg_other",
    "sideways {first}",
]


@pytest.mark.parametrize("value", FORGED)
async def test_a_forged_value_is_nobodys_verdict(front, value):
    said = await answered(front)
    payload = await press(front, said, "up")
    first = f"{TEAM}:{CHANNEL}:{said['thread_ts']}"
    payload["actions"][0]["value"] = value.format(first=first)
    assert (await front.tell(payload)).status == 200
    assert await front.whispered("no longer remember")
    assert await judged(front, said) == []


async def test_a_comment_on_what_was_forgotten_meanwhile_says_so_in_the_form(front):
    said = await answered(front)
    await front.tell(await press(front, said, "down"))
    await front.reads("What was wrong?")
    sent = await front.submit({"comment": {"comment": "It is not so."}})
    await front.say("@Threadloom !forget", thread_ts=said["thread_ts"])
    await front.rig.answer()
    assert await judged(front, said) == []
    answer = await front.tell(sent)
    assert "no longer remember" in answer.body
    assert "response_action" in answer.body


async def test_a_thumb_is_acknowledged_only_once_it_is_kept(front):
    said = await answered(front)
    for which in ("up", "down"):
        await front.tell(await press(front, said, which))
        (verdict,) = await judged(front, said)
        assert verdict.thumb == which


async def test_a_thumb_pressed_twice_at_once_is_one(front):
    said = await answered(front)
    clicks = [await press(front, said, "up") for _ in range(2)]
    await asyncio.gather(*map(front.tell, clicks))
    assert len(await judged(front, said)) == 1


async def test_where_slack_does_not_say_who_is_there_nothing_is_kept_and_it_is_said(front):
    said = await answered(front)
    front.rig.slack.fault("conversations.members", error="fatal_error")
    await front.tell(await press(front, said, "up", "ben"))
    assert await judged(front, said) == []
    assert front.whispers("ben") == [
        "Slack did not tell me in time who is here. Please try once more."
    ]


async def test_where_the_store_is_away_the_person_is_told(front):
    said = await answered(front)
    payload = await press(front, said, "down")
    front.redis_is(up=False)
    assert (await front.tell(payload)).status == 200
    await front.whispered("My memory is away")
    front.redis_is(up=True)
