"""Somebody opens the direct messages with the bot, and is offered something to say."""

import pytest

from bot.reply import words
from bot.tongue import speaking
from handlers.payload import opened
from tests.rig import TEAM

METHOD = "assistant.threads.setSuggestedPrompts"


async def looks(front, tab, user="ann"):
    before = len(front.rig.slack.deliveries)
    front.rig.slack.look(user, tab)
    await front.rig.slack.until(lambda: len(front.rig.slack.deliveries) > before)
    return front.rig.slack.deliveries[before].payload


def offers(front):
    return [call.arguments for call in front.rig.slack.calls if call.method == METHOD and call.ok]


async def test_up_to_four_prompts_are_offered_there(front):
    payload = await looks(front, "messages")
    assert (await front.tell(payload)).status == 200
    (told,) = await front.rig.slack.until(lambda: offers(front))
    assert told["channel_id"] == "D0ANN0001"
    assert [(each["title"], each["message"]) for each in told["prompts"]] == words.prompts()
    assert 1 <= len(told["prompts"]) <= 4


async def test_where_slack_takes_none_nobody_is_told(front):
    front.rig.slack.fault(METHOD, error="not_agent_app")
    assert (await front.tell(await looks(front, "messages"))).status == 200
    await front.rig.slack.until(lambda: METHOD in [call.method for call in front.rig.slack.calls])
    assert front.whispers() == []


async def test_another_tab_or_a_strange_payload_offers_nothing(front):
    payload = await looks(front, "messages")
    for event in ({"tab": "home"}, {"channel": "D:1"}, {"user": None}):
        told = payload | {"event": payload["event"] | event, "event_id": f"Ev{len(str(event))}"}
        assert (await front.tell(told)).status == 200
    assert offers(front) == []


@pytest.mark.parametrize("locale", ["en-US", "pl-PL", "zh-TW"])
def test_a_prompt_says_a_whole_sentence_in_any_language(locale):
    with speaking(locale):
        for title, message in words.prompts():
            assert 0 < len(title) <= 40
            assert message.strip().endswith((".", "。"))


@pytest.mark.parametrize("body", [{}, {"event": "x"}, {"event": {"channel": "D1"}}])
def test_what_slack_would_not_send_opens_nothing(body):
    assert opened(body, TEAM) is None
