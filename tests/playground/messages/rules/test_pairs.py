import pytest

CALL = {"type": "tool_use", "id": "toolu_1", "name": "now", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "12:00"}
SEARCH = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}
FOUND = {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": []}
TEXT = {"type": "text", "text": "words"}


def talk(*turns):
    roles = ("user", "assistant") * len(turns)
    return [{"role": r, "content": c} for r, c in zip(roles, ("Hello", *turns), strict=False)]


@pytest.mark.parametrize(
    ("turns", "message"),
    [
        (
            talk([CALL], [TEXT]),
            (
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately "
                "after: "
                "toolu_1. Each `tool_use` block must have a corresponding `tool_result` block in "
                "the "
                "next message."
            ),
        ),
        (
            talk([CALL, {**CALL, "id": "toolu_2"}], [RESULT]),
            (
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately "
                "after: "
                "toolu_2. Each `tool_use` block must have a corresponding `tool_result` block in "
                "the "
                "next message."
            ),
        ),
        (
            talk([CALL], [TEXT, RESULT]),
            (
                "messages.1: `tool_use` ids were found without `tool_result` blocks immediately "
                "after: "
                "toolu_1. Each `tool_use` block must have a corresponding `tool_result` block in "
                "the "
                "next message."
            ),
        ),
        (
            talk([TEXT], [RESULT]),
            (
                "messages.2.content.0: unexpected `tool_use_id` found in `tool_result` blocks: "
                "toolu_1. Each `tool_result` block must have a corresponding `tool_use` block in "
                "the "
                "previous message."
            ),
        ),
        (
            talk([CALL, CALL], [RESULT]),
            "messages.1.content.1: `tool_use` ids must be unique",
        ),
        (
            talk([SEARCH, TEXT], [TEXT]),
            (
                "messages.1: `web_search` tool use with id `srvtoolu_1` was found without a "
                "corresponding `web_search_tool_result` block"
            ),
        ),
        (
            talk([FOUND], [TEXT]),
            (
                "messages.1.content.0: unexpected `tool_use_id` found in `web_search_tool_result` "
                "blocks: srvtoolu_1. Each `web_search_tool_result` block must have a corresponding "
                "`server_tool_use` block before it."
            ),
        ),
    ],
)
def test_orphans_are_refused(refusal, turns, message):
    assert refusal(messages=turns) == message


@pytest.mark.parametrize(
    "turns",
    [
        talk([TEXT, CALL], [RESULT, TEXT]),
        talk([CALL], [RESULT], [CALL | {"id": "toolu_2"}], [RESULT | {"tool_use_id": "toolu_2"}]),
        talk([SEARCH, FOUND, TEXT], "Go on"),
        talk([SEARCH, CALL], [RESULT]),
        talk([SEARCH]),
    ],
)
def test_pairs_are_taken(refusal, turns):
    assert refusal(messages=turns) is None
