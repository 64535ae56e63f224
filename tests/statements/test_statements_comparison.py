"""S79 to S85: what tells this endpoint from OpenAI's, which is never asked."""

import pytest

from bot.playground.messages.script import Fail, Say
from tests.statements.telling import blocks, reply, sent, set_up
from tests.whole.world import body, footers

CHAT = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello!"}}],
}


def only_messages(here):
    """Whether nothing but the Messages endpoint was asked."""
    return {request.path for request in here.messages.requests} == {"/v1/messages"}


async def test_s79_a_budget_for_thinking_goes_to_messages(here):
    await reply(here, "!thinking budget 10000 why?", Say("So.", thinking="Hm."))
    assert sent(here)["thinking"]["budget_tokens"] == 10_000
    assert only_messages(here)


async def test_s80_cache_control_goes_to_messages(here):
    await reply(here, "why?")
    assert blocks(sent(here))[-1]["cache_control"] == {"type": "ephemeral"}
    assert only_messages(here)


async def test_s81_effort_goes_to_messages(here):
    await reply(here, "!effort high why?")
    assert sent(here)["output_config"] == {"effort": "high"}
    assert only_messages(here)


async def test_s82_the_tools_of_the_server_go_to_messages(here):
    await reply(here, "!websearch on !webfetch on why?")
    assert {"web_search", "web_fetch"} <= {tool["name"] for tool in sent(here)["tools"]}
    assert only_messages(here)


@pytest.mark.parametrize(("auth", "header"), [("x-api-key",) * 2, ("bearer", "authorization")])
async def test_s83_both_ways_to_show_the_key_are_accepted(auth, header):
    async with set_up(auth=auth) as here:
        assert body(await reply(here, "why?")) == "Fine."
    assert here.messages.requests[0].keyed == (header,)
    assert here.messages.requests[0].status == 200


async def test_s84_an_answer_with_choices_is_known_for_the_wrong_endpoint(here, caplog):
    message = await reply(here, "why?", Fail(200, CHAT))
    assert "Hello!" not in body(message)
    told = " ".join(footers(message))
    assert "not a Messages endpoint" in told
    assert "whoever runs this app to check MESSAGES_BASE_URL" in told
    assert "this base URL leads to no Messages endpoint" in caplog.text
    assert body(await reply(here, "why?", Say("Hello!"))) == "Hello!"


async def test_s85_a_model_that_is_not_claude_is_asked_for_plainly_and_the_refusal_told(here):
    message = await reply(here, "!model gpt-5 !effort high !temperature 0.2 why?")
    asked = sent(here)
    assert asked["model"] == "gpt-5"
    assert here.messages.requests[-1].status == 404
    assert not {"thinking", "output_config", "temperature"} & asked.keys()
    assert "did not accept" in " ".join(footers(message))
