import pytest

from bot.playground.messages.families import FAMILIES

PREFILL = (
    "This model does not support assistant message prefill. The conversation must end with a user "
    "message."
)


def user(content="Hello"):
    return {"role": "user", "content": content}


def assistant(content="Hi"):
    return {"role": "assistant", "content": content}


@pytest.mark.parametrize(
    ("turns", "message"),
    [
        ([], "messages: at least one message is required"),
        (["Hello"], "messages.0: Input should be a valid dictionary"),
        ([{"content": "Hello"}], "messages.0.role: Field required"),
        ([{"role": "user"}], "messages.0.content: Field required"),
        ([{"role": "user", "content": 1}], "messages.0.content: Input should be a valid list"),
        ([{**user(), "name": "Ada"}], "messages.0.name: Extra inputs are not permitted"),
        (
            [{"role": "tool", "content": "x"}],
            'messages: Unexpected role "tool". Allowed roles are "user" or "assistant".',
        ),
        (
            [{"role": "system", "content": "x"}, user()],
            "messages.0: use the top-level 'system' parameter for the initial system prompt",
        ),
        ([assistant(), user()], 'messages: first message must use the "user" role'),
        (
            [user(""), assistant(), user()],
            (
                "messages.0: all messages must have non-empty content except for the optional "
                "final "
                "assistant message"
            ),
        ),
        (
            [user(), assistant([]), user()],
            (
                "messages.1: all messages must have non-empty content except for the optional "
                "final "
                "assistant message"
            ),
        ),
        ([user(" \n")], "messages: text content blocks must contain non-whitespace text"),
    ],
)
def test_turns_that_are_no_conversation_are_refused(refusal, turns, message):
    assert refusal(messages=turns) == message


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.ids[0])
def test_only_older_families_take_the_beginning_of_an_answer(refusal, family):
    message = refusal(model=family.ids[0], messages=[user(), assistant("Well")])
    assert message == (None if family.prefill else PREFILL)


def test_a_beginning_does_not_end_with_a_space_nor_go_with_thinking(refusal):
    haiku = {"model": "claude-haiku-4-5"}
    assert refusal(**haiku, messages=[user(), assistant("Well ")]) == (
        "messages: final assistant content cannot end with trailing whitespace"
    )
    thinking = {"type": "enabled", "budget_tokens": 1024}
    message = refusal(**haiku, messages=[user(), assistant("Well")], thinking=thinking)
    assert message.startswith("messages.1.content.0.type: Expected `thinking`")


def test_a_paused_answer_is_continued_as_it_is(refusal):
    call = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}
    assert refusal(messages=[user(), assistant([call])]) is None


def test_turns_of_one_role_may_follow_each_other(refusal):
    assert refusal(messages=[user(), user("And more"), assistant(), user()]) is None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.ids[0])
def test_only_some_families_hear_the_system_in_mid_conversation(refusal, family):
    aside = {"role": "system", "content": "Search is off from here."}
    message = refusal(model=family.ids[0], messages=[user(), aside])
    expected = None if family.system_turns else "role 'system' is not supported on this model"
    assert message == expected


def test_the_system_speaks_between_a_question_and_its_answer(refusal):
    aside = {"role": "system", "content": "Search is off from here."}
    message = refusal(model="claude-opus-4-8", messages=[user(), aside, user()])
    assert message == (
        "messages.1: a system message must follow a user message and be last or be followed by an "
        "assistant message"
    )
