"""Somebody presses Retry under an answer that failed."""

import pytest

from bot.errors import StoreAway
from bot.playground.messages.script import Fail, Say
from handlers.again import TOO_OLD
from tests.rig import CHANNEL, TEAM
from tests.whole.world import body, buttons


async def failed(front, channel="general"):
    """The reply to a question that Claude's endpoint would not take."""
    root = await front.say("@Threadloom why?", channel=channel)
    front.rig.messages.script(Fail(401))
    await front.rig.answer()
    said = front.rig.slack.messages(channel, root)[-1]
    assert "again" in buttons(said)
    return said


async def test_retry_asks_the_same_question_and_answers_in_the_same_message(front):
    said = await failed(front)
    assert (await front.tell(await front.click(said, user="ben"))).status == 200
    front.rig.messages.script(Say("Because."))
    await front.rig.answer()
    replies = front.rig.slack.messages("general", said["thread_ts"])[1:]
    assert [(reply["ts"], body(reply)) for reply in replies] == [(said["ts"], "Because.")]
    assert "again" not in buttons(replies[0])
    assert front.whispers("ben") == []


async def test_one_press_that_is_told_twice_asks_once(front):
    payload = await front.click(await failed(front))
    for _ in range(2):
        assert (await front.tell(payload)).status == 200
    (asked,) = await front.waiting()
    assert asked.again == payload["actions"][0]["action_ts"]


async def test_a_value_from_another_channel_asks_nothing(front):
    there = await failed(front, "research")
    payload = await front.click(await failed(front))
    forged = buttons(there)["again"]["value"]
    assert ":C0RESEARC:" in forged
    payload["actions"][0]["value"] = forged
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers() == [TOO_OLD]


@pytest.mark.parametrize(
    "value",
    [f"{TEAM}:{CHANNEL}:1.000001", f"{TEAM}:{CHANNEL}:", f"{TEAM}:{CHANNEL}", "", None, "x" * 2000],
)
async def test_a_question_that_nobody_remembers_is_told_to_who_pressed(front, value):
    payload = await front.click(await failed(front), user="ben")
    payload["actions"][0]["value"] = value
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers("ben") == [TOO_OLD]
    assert front.whispers("ann") == []


async def test_the_message_stays_as_it_is_when_nothing_is_asked(front):
    said = await failed(front)
    payload = await front.click(said)
    payload["actions"][0]["value"] = "nonsense"
    await front.tell(payload)
    assert front.rig.slack.messages("general", said["thread_ts"])[-1] == said


@pytest.mark.parametrize("told", [None, {}])
async def test_a_press_from_nowhere_asks_nothing(front, told):
    payload = await front.click(await failed(front))
    payload["channel"] = told
    answer = await front.tell(payload)
    assert answer.status == 200
    assert await front.waiting() == []


async def test_a_press_that_names_no_team_is_heard(front):
    payload = await front.click(await failed(front))
    payload["user"]["team_id"] = TEAM
    payload["team"] = None
    assert (await front.tell(payload)).status == 200
    assert len(await front.waiting()) == 1


async def test_where_slack_takes_no_whisper_the_press_is_over_all_the_same(front):
    payload = await front.click(await failed(front))
    payload["actions"][0]["value"] = "nonsense"
    for address in ("http://127.0.0.1:9/", front.rig.slack.url + "nowhere"):
        assert (await front.tell(payload | {"response_url": address})).status == 200
    assert front.whispers() == []


async def test_while_redis_is_away_the_press_failed_and_can_be_done_again(front):
    payload = await front.click(await failed(front))
    front.redis_is(up=False)
    assert (await front.tell(payload)).status == 200
    assert front.whispers() == [StoreAway.apology]
    front.redis_is(up=True)
    assert (await front.tell(payload)).status == 200
    assert len(await front.waiting()) == 1


async def test_a_failure_that_nobody_can_be_told_of_is_slacks_to_show(front):
    payload = await front.click(await failed(front))
    front.redis_is(up=False)
    del payload["response_url"]
    assert (await front.tell(payload)).status == 503
    front.redis_is(up=True)


async def test_who_is_of_another_workspace_is_told_that_it_is_not_for_them(front):
    payload = await front.click(await failed(front), "again")
    payload["user"]["team_id"] = "T0OTHERS1"
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers() == ["Only people of this workspace can do that."]
