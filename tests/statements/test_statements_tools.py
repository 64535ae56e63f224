"""S33 to S49: thinking, tools, effort, and what else goes into a request."""

import json

import pytest

from bot.answer.setup import Setup
from bot.conversation.preferences import Preferences
from bot.playground.messages.script import Say
from tests.rig import ANN, TEAM
from tests.statements.telling import FINE, blocks, kept, reply, sent, set_up
from tests.whole.world import body, footers

THOUGHTFUL = Say("Because.", thinking="First this. Then that.")


def offered(here):
    """The tools of the last request, by their name."""
    return {tool["name"]: tool for tool in sent(here).get("tools", ())}


def search():
    """A search that the server did, and what it made of it."""
    page = {
        "type": "web_search_result",
        "url": "https://example.com/news",
        "title": "News",
        "encrypted_content": "sealed",
    }
    asked = {"id": "srvtoolu_1", "name": "web_search", "input": {"query": "news"}}
    return (
        {"type": "server_tool_use", **asked},
        {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [page]},
        {"type": "text", "text": "There is news."},
    )


async def test_s33_thinking_is_enabled_with_a_budget(here):
    """!: only up to 4.6; a newer model is told to think as it sees fit, and that is said."""
    await reply(here, "why?")
    assert "thinking" not in sent(here)
    await reply(here, "!thinking budget 10000 why?", THOUGHTFUL)
    assert sent(here)["thinking"] == {"type": "enabled", "budget_tokens": 10_000}
    message = await reply(here, "!model claude-opus-4-8 !thinking budget 10000 why?", THOUGHTFUL)
    assert sent(here)["thinking"] == {"type": "adaptive", "display": "summarized"}
    assert "decides itself how much to think" in " ".join(footers(message))


async def test_s34_the_budget_is_at_least_1024(here):
    usage = body(await reply(here, "!thinking budget 1023 why?"))
    assert "from 1,024 to" in usage
    assert not here.messages.requests
    await reply(here, "!thinking budget 1024 why?", THOUGHTFUL)
    assert sent(here)["thinking"]["budget_tokens"] == 1024


async def test_s35_max_tokens_is_raised_to_hold_the_thinking_and_the_answer(here):
    message = await reply(here, "!thinking budget 10000 !max_tokens 4000 why?", THOUGHTFUL)
    assert sent(here)["max_tokens"] >= 16_000
    assert sent(here)["thinking"]["budget_tokens"] < sent(here)["max_tokens"]
    assert "max_tokens was raised from 4,000" in " ".join(footers(message))


async def test_s36_thinking_comes_before_the_answer_and_goes_back_so(here):
    message = await reply(here, "!thinking on why?", THOUGHTFUL)
    answer = (await kept(here, message))[-1]
    assert [block["type"] for block in answer.content] == ["thinking", "text"]
    await reply(here, "and then?", thread=message["thread_ts"])
    assert sent(here)["messages"][1]["content"] == list(answer.content)


async def test_s37_thinking_is_not_shown_at_any_length(here):
    """The documents print its first 200 characters; a reply in Slack says only that it thinks."""
    message = await reply(here, "!thinking on why?", THOUGHTFUL)
    shown = json.dumps([call.arguments for call in here.slack.calls], default=str)
    assert body(message) == "Because."
    assert "First this" not in shown


async def test_s38_tools_of_our_own_have_a_name_a_description_and_a_schema(here):
    await reply(here, "why?")
    for tool in offered(here).values():
        assert tool.keys() == {"name", "description", "input_schema"}
        assert tool["input_schema"]["type"] == "object"
    assert "clock" in offered(here)


async def test_s39_web_search_is_web_search_20250305(here):
    await reply(here, "!websearch on why?")
    assert offered(here)["web_search"]["type"] == "web_search_20250305"
    await reply(here, "!websearch off why?")
    assert "web_search" not in offered(here)


async def test_s40_web_fetch_is_web_fetch_20250910_with_a_number_of_uses(here):
    await reply(here, "!webfetch on why?")
    tool = offered(here)["web_fetch"]
    assert (tool["type"], tool["max_uses"]) == ("web_fetch_20250910", 5)


async def test_s41_code_execution_is_code_execution_20250522_and_versions_can_be_set(here):
    await reply(here, "!code on why?")
    tool = {"type": "code_execution_20250522", "name": "code_execution"}
    assert offered(here)["code_execution"] == tool
    async with set_up(setup=Setup(web_search="20260209")) as other:
        await reply(other, "!websearch on !model claude-opus-4-6 why?")
    assert offered(other)["web_search"]["type"] == "web_search_20260209"


async def test_s42_what_the_server_runs_is_not_answered_by_us(here):
    message = await reply(here, "!websearch on what is new?", Say(blocks=search()))
    assert len(here.messages.requests) == 1
    assert body(message) == "There is news."
    await reply(here, "and else?", thread=message["thread_ts"])
    assert sent(here)["messages"][1]["content"] == list(search())
    assert "tool_result" not in [block["type"] for block in blocks(sent(here))]


async def test_s43_an_address_is_sent_as_it_is_so_that_it_can_be_fetched(here):
    url = "https://arxiv.org/abs/1512.03385"
    for written in (f"<{url}>", f"<{url}|arxiv.org>"):
        await reply(here, f"!webfetch on Analyze the content at {written}")
        words = blocks(sent(here))[-1]["text"]
        assert url in words
        assert f"<{url}" not in words


async def test_s44_search_and_fetch_are_offered_together_and_searches_counted(here):
    message = await reply(here, "!websearch on !webfetch on what is new?", Say(blocks=search()))
    assert {"web_search", "web_fetch"} <= offered(here).keys()
    assert "searched 1×" in footers(message)[-1]
    message = await reply(here, "!websearch on search for looms", None)
    assert body(message).count("](https://example.com/") == 2
    assert "**Sources**" in body(message)


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("auto", {"type": "auto"}),
        ("any", {"type": "any"}),
        ("none", {"type": "none"}),
        ("clock", {"type": "tool", "name": "clock"}),
    ],
)
async def test_s45_tool_choice_says_how_tools_are_used(here, said, choice):
    await reply(here, f"!tools {said}\nwhy?")
    assert sent(here)["tool_choice"] == choice
    await reply(here, "why?")
    assert "tool_choice" not in sent(here)


async def test_s46_metadata_name_the_asker_but_by_no_id_of_slack():
    async with set_up(setup=Setup(key="secret")) as here:
        await reply(here, "why?")
        await reply(here, "why?")
    first, second = (request.body["metadata"] for request in here.messages.requests)
    assert first == second == {"user_id": Setup(key="secret").person(TEAM, ANN)}
    assert len(first["user_id"]) == 64
    assert ANN not in here.messages.requests[0].raw.decode()


async def test_s47_output_config_is_there_only_where_something_is_set(here):
    await reply(here, "why?")
    assert "output_config" not in sent(here)
    await reply(here, "!effort low why?")
    assert sent(here)["output_config"].keys() == {"effort"}


@pytest.mark.parametrize("effort", ["low", "medium", "high"])
async def test_s48_effort_is_low_medium_or_high(here, effort):
    await reply(here, f"!model claude-opus-4-6 !effort {effort} Summarize this briefly.")
    assert sent(here)["output_config"] == {"effort": effort}
    asked = len(here.messages.requests)
    assert "low|medium|high" in body(await reply(here, "!effort enormous why?"))
    assert len(here.messages.requests) == asked


@pytest.mark.parametrize("tier", ["auto", "standard_only"])
async def test_s49_the_service_tier_is_auto_or_standard_only(here, tier):
    await reply(here, f"!tier {tier} why?")
    assert sent(here)["service_tier"] == tier
    assert "auto|standard_only" in body(await reply(here, "!tier fast why?", FINE))
    default = Preferences("claude-sonnet-4-6", tier=tier)
    async with set_up(default=default) as other:
        await reply(other, "why?")
    assert sent(other)["service_tier"] == tier
