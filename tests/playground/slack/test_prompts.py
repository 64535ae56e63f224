"""What the agent offers to say next, and when that is over."""

import pytest

from .conftest import GENERAL

METHOD, DM = "assistant.threads.setSuggestedPrompts", "D0ANN0001"
MORE = {"title": "More", "message": "Tell me more about it"}


def offered(slack):
    return [(offer.thread_ts, offer.title, offer.prompts) for offer in slack.office.offers.all()]


async def test_prompts_stand_until_somebody_speaks(slack, ask):
    told = await ask(METHOD, channel_id=DM, title="Ask on", prompts=[MORE] * 4)
    assert told["ok"]
    assert offered(slack) == [("", "Ask on", [("More", "Tell me more about it")] * 4)]
    await slack.type("ann", DM, "hello")
    assert offered(slack) == []


async def test_a_thread_has_prompts_of_its_own(slack, ask):
    root = await slack.type("ann", DM, "hello")
    assert (await ask(METHOD, channel_id=DM, thread_ts=root, prompts=[MORE]))["ok"]
    await ask("chat.postMessage", channel=DM, thread_ts=root, text="Hi")
    assert offered(slack) == [(root, "", [("More", "Tell me more about it")])]
    await slack.type("ann", DM, "something else")
    assert len(offered(slack)) == 1
    await slack.type("ann", DM, "more", root)
    assert offered(slack) == []


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"channel_id": "D1", "prompts": [MORE]}, "channel_not_found"),
        ({"channel_id": GENERAL, "prompts": [MORE]}, "channel_not_found"),
        ({"prompts": [MORE]}, "invalid_arguments"),
        ({"channel_id": DM}, "invalid_arguments"),
        ({"channel_id": DM, "prompts": []}, "invalid_arguments"),
        ({"channel_id": DM, "prompts": [MORE] * 5}, "invalid_arguments"),
        ({"channel_id": DM, "prompts": [{"title": "More"}]}, "invalid_arguments"),
        ({"channel_id": DM, "prompts": [{"title": "", "message": "x"}]}, "invalid_arguments"),
        ({"channel_id": DM, "prompts": ["More"]}, "invalid_arguments"),
        ({"channel_id": DM, "prompts": [MORE], "thread_ts": "1.000001"}, "invalid_thread_ts"),
    ],
)
async def test_what_slack_does_not_offer(slack, ask, told, error):
    assert (await ask(METHOD, **told))["error"] == error
    assert offered(slack) == []


async def test_only_an_agent_with_the_scope_offers(slack, ask):
    slack.agent = False
    assert (await ask(METHOD, channel_id=DM, prompts=[MORE]))["error"] == "not_agent_app"
    slack.scopes = ()
    assert (await ask(METHOD, channel_id=DM, prompts=[MORE]))["error"] == "missing_scope"
