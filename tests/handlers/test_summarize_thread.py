"""Somebody asks for a summary of a thread, in the menu of one of its messages."""

import pytest

from bot.playground.slack.refusal import Refusal
from handlers.payload import pointed
from tests.rig import TEAM


async def used(front, channel, ts, user="ann"):
    """The payload of the shortcut."""
    before = len(front.rig.slack.deliveries)
    front.rig.slack.shortcuts = [{"callback_id": "summarize_thread", "name": "Summarize thread"}]
    with pytest.raises(Refusal):  # nobody listens but we
        await front.rig.slack.shortcut(user, "summarize_thread", channel, ts)
    (delivery,) = front.rig.slack.deliveries[before:]
    return delivery.payload


async def test_the_thread_of_the_message_is_what_is_summarised(front):
    root = await front.say("We move to Friday")
    reply = await front.say("Agreed", thread_ts=root, user="ben")
    for ts in (root, reply):
        payload = await used(front, "general", ts)
        assert (await front.tell(payload)).status == 200
    asked = await front.waiting()
    assert [each.text for each in asked] == [f"!summarize thread {root}"] * 2
    assert {each.user for each in asked} == {"U0ANN0001"}


async def test_a_stranger_gets_nothing_read(front):
    payload = await used(front, "general", await front.say("We move to Friday"))
    payload["user"]["team_id"] = "T0OTHER01"
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert "Only people of this workspace" in front.whispers()[-1]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"channel": "C1", "user": {"id": "U1"}, "message": {"ts": "1.0"}},
        {"channel": {"id": "C1"}, "user": {"id": "U1"}, "message": {"ts": "now"}},
        {"channel": {"id": "C:1"}, "user": {"id": "U1"}, "message": {"ts": "1.0"}},
    ],
)
def test_what_slack_would_not_send_is_no_order(body):
    assert pointed(body, TEAM) is None
