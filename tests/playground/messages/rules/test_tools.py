import pytest

from bot.playground.messages.families import FAMILIES
from bot.playground.messages.rules.tools import SERVED

NOW = {"name": "now", "input_schema": {"type": "object"}}
SEARCH = {"type": "web_search_20250305", "name": "web_search"}
PATH = "tools.0.web_search_20250305"


@pytest.mark.parametrize(
    ("tool", "message"),
    [
        ("now", "tools.0: Input should be a valid dictionary"),
        ({"input_schema": {}}, "tools.0.custom.name: Field required"),
        ({"name": "now"}, "tools.0.custom.input_schema: Field required"),
        (
            {**NOW, "name": "what time"},
            "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
        ),
        (
            {**NOW, "input_schema": {"properties": {}}},
            "tools.0.custom.input_schema.type: Field required",
        ),
        (
            {**NOW, "input_schema": {"type": "string"}},
            "tools.0.custom.input_schema.type: Input should be 'object'",
        ),
        ({**NOW, "function": {}}, "tools.0.custom.function: Extra inputs are not permitted"),
        ({"type": SEARCH["type"]}, f"{PATH}.name: Field required"),
        ({**SEARCH, "name": "search"}, f"{PATH}.name: Input should be 'web_search'"),
        ({**SEARCH, "max_uses": 0}, f"{PATH}.max_uses: Input should be greater than 0"),
        ({**SEARCH, "citations": {}}, f"{PATH}.citations: Extra inputs are not permitted"),
        (
            {**SEARCH, "allowed_domains": ["a.com"], "blocked_domains": ["b.com"]},
            f"{PATH}: Only one of allowed_domains or blocked_domains may be set.",
        ),
        (
            {**SEARCH, "allowed_domains": []},
            (
                f"{PATH}.allowed_domains: Empty list of domains is ambiguous. Provide at least one "
                "domain or null."
            ),
        ),
        (
            {**SEARCH, "blocked_domains": ["https://a.com"]},
            f"{PATH}.blocked_domains.0: Invalid domain format: https://a.com",
        ),
        (
            {**SEARCH, "user_location": {"type": "exact"}},
            (
                f"{PATH}.user_location: Input tag 'exact' found using 'type' does not match any of "
                "the expected tags: 'approximate'"
            ),
        ),
    ],
)
def test_a_wrong_tool_is_refused(refusal, tool, message):
    assert refusal(tools=[tool]) == message


def test_an_unknown_version_is_refused_with_all_that_are_known(refusal):
    message = refusal(tools=[{"type": "web_search_20241210", "name": "web_search"}])
    assert message.startswith("tools.0: Input tag 'web_search_20241210' found using 'type' does")
    assert all(f"'{tag}'" in message for tag in (*SERVED, "custom"))


@pytest.mark.parametrize("tag", SERVED)
def test_every_version_of_every_tool_is_taken(refusal, tag):
    assert refusal(tools=[{"type": tag, "name": SERVED[tag][0]}]) is None


def test_tools_have_names_of_their_own(refusal):
    assert refusal(tools=[NOW, NOW]) == "tools: Tool names must be unique."


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"tool_choice": {"type": "any"}},
            "tool_choice.any may only be specified while providing tools",
        ),
        (
            {"tool_choice": {"type": "tool", "name": "then"}, "tools": [NOW]},
            "Tool 'then' not found in provided tools",
        ),
        (
            {"tool_choice": {"type": "tool"}, "tools": [NOW]},
            "tool_choice.tool.name: Field required",
        ),
        (
            {
                "tool_choice": {"type": "any"},
                "tools": [NOW],
                "thinking": {"type": "enabled", "budget_tokens": 1024},
            },
            "Thinking may not be enabled when tool_choice forces tool use.",
        ),
        (
            {"tool_choice": {"type": "some"}, "tools": [NOW]},
            (
                "tool_choice: Input tag 'some' found using 'type' does not match any of the "
                "expected "
                "tags: 'any', 'auto', 'none', 'tool'"
            ),
        ),
    ],
)
def test_a_choice_that_cannot_be_made_is_refused(refusal, changes, message):
    assert refusal(**changes) == message


@pytest.mark.parametrize("kind", ["auto", "any", "tool", "none"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.ids[0])
def test_only_some_families_can_be_forced(refusal, family, kind):
    choice = {"type": kind, **({"name": "now"} if kind == "tool" else {})}
    message = refusal(model=family.ids[0], tools=[NOW], tool_choice=choice)
    forced = 'tool_choice: type "tool" and "any" are not supported for this model.'
    assert message == (forced if kind in ("any", "tool") and not family.forced else None)
