"""Everything else that Slack tells us is taken, so that it is not told again."""

import json
import re

import pytest

from tests.corpora import CORPORA, corpora_needed
from tests.rig import ANN, CHANNEL, TEAM

FROM = {
    "team": {"id": TEAM, "domain": "loomworks"},
    "user": {"id": ANN, "team_id": TEAM},
    "api_app_id": "A0LOOM001",
    "trigger_id": "1.2.3",
}
ASKS = [
    {"type": "block_actions", "actions": [{"type": "button", "action_id": "x", "block_id": "y"}]},
    {"type": "shortcut", "callback_id": "x"},
    {"type": "message_action", "callback_id": "x", "message": {"ts": "1.5"}},
    {"type": "view_submission", "view": {"type": "modal", "callback_id": "x", "state": {}}},
    {"type": "view_closed", "view": {"type": "modal", "callback_id": "x"}},
    {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "z"},
]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "reaction_added", "reaction": "eyes", "item": {"channel": CHANNEL, "ts": "1.5"}},
        {"type": "member_joined_channel"},
        {"type": "assistant_thread_started", "assistant_thread": {"channel_id": "D1"}},
        {"type": "something_new"},
        {"type": "message", "subtype": "channel_join", "text": "has joined"},
    ],
    ids=lambda event: event["type"],
)
async def test_any_event_is_taken(front, event):
    assert (await front.event(**event)).status == 200
    assert await front.waiting() == []


@pytest.mark.parametrize("asked", ASKS, ids=lambda asked: asked["type"])
async def test_any_click_shortcut_or_view_is_taken(front, asked):
    assert (await front.tell(FROM | asked)).status == 200


async def test_a_command_that_nobody_knows_is_answered(front):
    payload = {
        "command": "/abracadabra",
        "text": "please",
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": ANN,
        "api_app_id": "A0LOOM001",
        "trigger_id": "1.2.3",
    }
    answer = await front.tell(payload)
    assert (answer.status, answer.body) == (200, "I don't know this command.")


@pytest.mark.parametrize("payload", [{}, {"type": "?"}, {"event": {}}, {"type": None}], ids=str)
async def test_what_is_nothing_at_all_is_taken(front, payload):
    assert (await front.tell(payload)).status == 200
    assert (await front.tell(payload | {"team_id": TEAM})).status == 200


@corpora_needed
async def test_every_recorded_payload_is_taken(front):
    """As if they were all from our workspace, so that none ends at the door."""
    answers = {}
    for file in sorted((CORPORA / "slack" / "bolt-python").glob("*.json")):
        text = re.sub(r'"T[A-Z0-9_]+"', f'"{TEAM}"', file.read_text("utf-8"))
        told = json.loads(re.sub(r'"https?://[^"]*"', f'"{front.rig.slack.url}"', text))
        told = told.get("payload", told) if "envelope_id" in told else told
        answers[file.name] = (await front.tell(told)).status
    assert len(answers) > 70
    assert await front.waiting(), "some of them are questions"
    assert {name: status for name, status in answers.items() if status != 200} == {}
