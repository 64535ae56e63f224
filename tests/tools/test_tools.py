"""Every call has its result, whatever was called, however it went."""

from math import inf
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import tools
from bot.errors import BotError, NotAllowed, Unscoped
from bot.playground.messages.seals import Seals
from bot.playground.messages.validation import check
from tests.tools.conftest import QUESTION, SITE, UNPLUGGED

NAMES = [tool.name for tool in tools.TOOLS]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
NOBODY_NEEDED = st.fixed_dictionaries({"zone": st.text(min_size=1)}) | JSON.filter(
    lambda told: told != {}  # the asker's own zone would be looked up
)


def call(name, told):
    return {"type": "tool_use", "id": "toolu_1", "name": name, "input": told}


def said(result):
    return result["content"][0]["text"]


def accepted(result, name="clock", told=None):
    """Whether the API would take the result of a call of that name."""
    turns = [
        {"role": "user", "content": "so?"},
        {"role": "assistant", "content": [call(name, told or {})]},
        {"role": "user", "content": [result]},
    ]
    body = {"model": "claude-sonnet-4-6", "max_tokens": 8000, "messages": turns}
    check(
        body | {"tools": list(tools.definitions())}, {"anthropic-version": "2023-06-01"}, Seals("x")
    )
    return True


def test_every_tool_is_on_the_list():
    files = {path.stem for path in Path(tools.__file__).parent.glob("*.py")} - {
        "__init__",
        "tool",
        "shared",
    }
    made = {getattr(tools, name)().name for name in files}
    assert made == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


def test_the_tools_are_offered_alike_each_time():
    assert tools.definitions() == tools.definitions()
    assert [tool["name"] for tool in tools.definitions()] == NAMES


async def test_a_call_has_its_result(world):
    result = await tools.use(call("clock", {}), QUESTION, world)
    assert "America/New_York" in said(result)
    assert result["tool_use_id"] == "toolu_1"
    assert "is_error" not in result
    assert accepted(result)


async def test_the_asker_is_told_what_they_may_not_read(slack, world):
    root = await slack.type("ann", "random", "canary")
    link = f"{SITE}archives/C0RANDOM1/p{root.replace('.', '')}"
    result = await tools.use(call("read_slack", {"permalink": link}), QUESTION, world)
    assert result["is_error"]
    assert said(result) == NotAllowed.apology
    assert accepted(result, "read_slack", {"permalink": link})


async def test_a_tool_that_nobody_has_is_named_to_nobody():
    result = await tools.use(call("rm_rf_xoxb-secret", {}), QUESTION, UNPLUGGED)
    assert result["is_error"]
    assert said(result) == "There is no such tool. There is: clock, read_slack."


async def test_a_wrong_input_is_an_error_that_says_why():
    result = await tools.use(call("clock", {"zone": 7}), QUESTION, UNPLUGGED)
    assert result["is_error"]
    assert "zone: Input should be a valid string" in said(result)


async def test_a_tool_that_takes_too_long_is_given_up(slack, world):
    slack.fault("users.info", delay=inf)
    result = await tools.use(call("clock", {}), QUESTION, world, limit=0.05)
    assert result["is_error"]
    assert "longer than 0.05 seconds" in said(result)


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ({"status": 429}, BotError.apology),
        ({"status": 503}, BotError.apology),
        ({"error": "missing_scope"}, Unscoped.apology),
    ],
)
async def test_trouble_with_slack_is_an_error_and_no_exception(slack, world, trouble, sentence):
    slack.fault("conversations.info", **trouble)
    link = {"permalink": f"{SITE}archives/C0GENERAL/p1700000000000100"}
    result = await tools.use(call("read_slack", link), QUESTION, world)
    assert result["is_error"]
    assert said(result) == sentence


async def test_a_fault_of_ours_is_an_error_and_no_exception():
    result = await tools.use(call("clock", {}), QUESTION, world=None)
    assert result["is_error"]
    assert said(result) == BotError.apology


@given(st.sampled_from(NAMES) | JSON, NOBODY_NEEDED)
async def test_whatever_is_called_with_whatever_there_is_a_result(name, told):
    result = await tools.use(call(name, told), QUESTION, UNPLUGGED)
    assert said(result)
    assert accepted(result)
