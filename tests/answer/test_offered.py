import pytest

from bot.answer.offered import choice, offered
from bot.answer.setup import Setup
from bot.conversation.preferences import Preferences
from bot.playground.messages.families import FAMILIES
from bot.playground.messages.rules.tools import check_tools
from bot.tongue import say

SEARCH = {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}
FETCH = {
    "type": "web_fetch_20250910",
    "name": "web_fetch",
    "max_uses": 5,
    "citations": {"enabled": True},
}
CODE = {"type": "code_execution_20250522", "name": "code_execution"}
CLOCK = {"name": "clock", "description": "Tells.", "input_schema": {"type": "object"}}


def listener(said):
    """Takes sentences to be said, as `Wishes.say` does."""
    return lambda sentence, /, **facts: said.append(say(sentence, **facts))


def tools(setup=None, **asked):
    said = []
    found = offered(Preferences("claude-sonnet-4-6", **asked), setup or Setup(), listener(said))
    check_tools({"tools": found}, FAMILIES[0])
    return found, said


def test_server_tools_are_offered_in_the_versions_that_every_endpoint_knows():
    assert tools() == ([], [])
    assert tools(web_search=True) == ([SEARCH], [])
    asked = {"web_search": True, "web_fetch": True, "code_execution": True}
    assert tools(**asked) == ([SEARCH, FETCH, CODE], [])


def test_the_tools_of_the_bot_come_last():
    assert tools(Setup(tools=(CLOCK,)), web_search=True) == ([SEARCH, CLOCK], [])


def test_the_operator_says_how_the_web_is_used():
    setup = Setup(
        web_search="20260209",
        web_fetch="20260309",
        max_uses=2,
        allowed_domains=("example.com",),
        user_location={"city": "Łódź", "country": "PL"},
        max_content_tokens=9_000,
    )
    search, fetch = tools(setup, web_search=True, web_fetch=True)[0]
    assert search == {
        "type": "web_search_20260209",
        "name": "web_search",
        "max_uses": 2,
        "allowed_domains": ["example.com"],
        "user_location": {"type": "approximate", "city": "Łódź", "country": "PL"},
    }
    assert fetch == {
        "type": "web_fetch_20260309",
        "name": "web_fetch",
        "max_uses": 2,
        "allowed_domains": ["example.com"],
        "citations": {"enabled": True},
        "max_content_tokens": 9_000,
    }


def test_domains_may_be_blocked_instead():
    (search,), _ = tools(Setup(blocked_domains=("example.com",)), web_search=True)
    assert search == {**SEARCH, "blocked_domains": ["example.com"]}


def test_a_tool_that_the_endpoint_refuses_is_left_out_and_its_asker_told():
    setup = Setup(refused=frozenset({"web_search", "code_execution"}))
    found, said = tools(setup, web_search=True, web_fetch=True)
    assert found == [FETCH]
    assert said == [
        "Web search is not available from this endpoint at the moment; answered without it."
    ]


@pytest.mark.parametrize(
    ("wanted", "given", "forces", "sent", "told"),
    [
        ("", [CLOCK], True, None, 0),
        ("auto", [CLOCK], True, {"type": "auto"}, 0),
        ("none", [CLOCK], False, {"type": "none"}, 0),
        ("any", [CLOCK], True, {"type": "any"}, 0),
        ("clock", [CLOCK], True, {"type": "tool", "name": "clock"}, 0),
        ("any", [CLOCK], False, {"type": "auto"}, 1),
        ("clock", [CLOCK], False, {"type": "auto"}, 1),
        ("hammer", [CLOCK], True, None, 1),
        ("any", [], True, None, 1),
        ("clock", [], True, None, 1),
        ("auto", [], True, None, 0),
        ("none", [], True, None, 0),
    ],
)
def test_a_tool_is_chosen_as_wished_where_it_can_be(wanted, given, forces, sent, told):
    said = []
    assert choice(wanted, given, forces=forces, say=listener(said)) == sent
    assert len(said) == told
