import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.request import BUDGET, ROOM, Request
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import Refused
from bot.playground.messages.families import FAMILIES

ASKED = Conversation((Turn("user", ({"type": "text", "text": "Why?"},)),))
EPHEMERAL = {"type": "ephemeral"}
MODELS = st.sampled_from([name for family in FAMILIES for name in family.ids] + ["gpt-7"])


def body(model="claude-sonnet-4-6", conversation=ASKED, **preferences):
    return Request(conversation, Preferences(model, **preferences)).body()


def said(*turns):
    return Conversation(tuple(Turn(role, tuple(blocks)) for role, *blocks in turns))


def text(words, **fields):
    return {"type": "text", "text": words, **fields}


def test_a_plain_question_is_sent_with_nothing_that_nobody_asked_for():
    marked = {"type": "text", "text": "Why?", "cache_control": EPHEMERAL}
    assert body(instructions="Be brief.") == {
        "model": "claude-sonnet-4-6",
        "max_tokens": 16_000,
        "system": [text("Be brief.", cache_control=EPHEMERAL)],
        "messages": [{"role": "user", "content": [marked]}],
        "stream": True,
    }


def test_without_instructions_there_is_no_system():
    assert "system" not in body(instructions=" ")


@pytest.mark.parametrize(
    ("model", "wanted", "sent"),
    [
        ("claude-sonnet-4-6", "", None),
        ("claude-sonnet-4-6", "on", {"type": "adaptive"}),
        ("claude-sonnet-4-6", "budget 3000", {"type": "enabled", "budget_tokens": 3000}),
        ("claude-sonnet-4-6", "off", None),
        ("claude-sonnet-4-5", "on", {"type": "enabled", "budget_tokens": BUDGET}),
        ("claude-sonnet-4-5", "off", None),
        ("claude-opus-4-8", "on", {"type": "adaptive", "display": "summarized"}),
        ("claude-opus-4-8", "budget 3000", {"type": "adaptive", "display": "summarized"}),
        ("claude-opus-4-8", "off", None),
        ("claude-opus-5", "off", {"type": "disabled"}),
        ("claude-fable-5-2", "off", None),
        ("claude-sonnet-5-5", "off", None),
        ("gpt-7", "on", None),
        ("gpt-7", "budget 3000", None),
    ],
)
def test_thinking_is_said_in_the_words_of_the_model(model, wanted, sent):
    assert body(model, thinking=wanted).get("thinking") == sent


@pytest.mark.parametrize(
    ("model", "thinking", "wanted", "sent"),
    [
        ("claude-sonnet-4-6", "", "high", "high"),
        ("claude-sonnet-4-6", "", "xhigh", "high"),
        ("claude-opus-4-5", "", "max", "high"),
        ("claude-opus-5", "off", "max", "high"),  # it may be silent only up to there
        ("claude-sonnet-5", "off", "max", "max"),
        ("claude-sonnet-4-6", "", None, None),
    ],
)
def test_effort_is_the_nearest_that_the_model_takes(model, thinking, wanted, sent):
    assert body(model, thinking=thinking, effort=wanted).get("output_config") == (
        sent and {"effort": sent}
    )


def test_a_model_without_effort_is_sent_none():
    assert "output_config" not in body("claude-haiku-4-5", effort="low")


def test_there_is_room_for_the_answer_beside_the_thinking():
    assert body(thinking="budget 20000")["max_tokens"] == 20_000 + ROOM
    assert body(thinking="budget 2000")["max_tokens"] == 16_000
    assert body("claude-opus-4-8", effort="max")["max_tokens"] == 64_000


def test_a_budget_beyond_the_model_is_cut_to_what_it_can_write():
    sent = body("claude-sonnet-4-5", thinking="budget 128000")
    assert sent["max_tokens"] == 64_000
    assert sent["thinking"]["budget_tokens"] == 64_000 - ROOM


def test_web_tools_are_sent_in_the_versions_that_every_endpoint_knows():
    search = {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}
    fetch = {
        "type": "web_fetch_20250910",
        "name": "web_fetch",
        "max_uses": 5,
        "citations": {"enabled": True},
    }
    assert body(web_search=True)["tools"] == [search]
    assert body(web_search=True, web_fetch=True)["tools"] == [search, fetch]


def contents(conversation):
    return [message["content"] for message in body(conversation=conversation)["messages"]]


def test_the_end_of_the_last_question_is_where_the_cache_ends():
    first, second = contents(
        said(
            ("user", text("a", cache_control=EPHEMERAL)),
            ("assistant", text("b")),
            ("user", text("c"), text("d")),
        )
    )[::2]
    assert first == [text("a")]
    assert second == [text("c"), text("d", cache_control=EPHEMERAL)]


def test_thinking_without_its_signature_is_left_out():
    signed = {"type": "thinking", "thinking": "Hm", "signature": "abc"}
    unsigned = {"type": "thinking", "thinking": "Hm", "signature": ""}
    bare = {"type": "thinking", "thinking": "Hm"}
    turn = ("assistant", unsigned, bare, signed, text("b"))
    assert contents(said(("user", text("a")), turn, ("user", text("c"))))[1] == [signed, text("b")]


def test_an_answer_of_which_nothing_is_left_makes_its_questions_one():
    conversation = said(("user", text("a")), ("assistant", text(" ")), ("user", text("c")))
    assert contents(conversation) == [[text("a"), text("c", cache_control=EPHEMERAL)]]


def test_an_answer_that_was_declined_is_not_sent_again():
    declined = Turn("assistant", (text("Well"),), about={"stop_reason": "refusal"})
    asked = Turn("user", (text("a"),))
    assert contents(Conversation((asked, declined, asked))) == [
        [text("a"), text("a", cache_control=EPHEMERAL)]
    ]


def test_a_call_that_was_cut_off_before_its_result_is_left_out():
    def call(name):
        return {"type": "server_tool_use", "id": name, "name": "web_search", "input": {}}

    result = {"type": "web_search_tool_result", "tool_use_id": "s1", "content": []}
    lost = {"type": "web_search_tool_result", "tool_use_id": "s3", "content": []}
    turn = ("assistant", call("s1"), result, lost, text("b"), call("s2"))
    assert contents(said(("user", text("a")), turn, ("user", text("c"))))[1] == [
        call("s1"),
        result,
        text("b"),
    ]


@pytest.mark.parametrize("conversation", [said(), said(("assistant", text("b"))), said(("user",))])
def test_a_conversation_without_a_question_is_refused_before_it_is_sent(conversation):
    with pytest.raises(Refused):
        body(conversation=conversation)


WORDS = st.sampled_from(["", " ", "a", "🧵"])
MARK = st.fixed_dictionaries({}, optional={"cache_control": st.just({"type": "ephemeral"})})
BLOCKS = st.one_of(
    st.builds(lambda t, m: text(t, **m), WORDS, MARK),
    st.builds(lambda s: {"type": "thinking", "thinking": "Hm", "signature": s}, WORDS),
    st.builds(
        lambda s, n, m: {"type": s, "id": n, "name": "web_search", "input": {"q": [1]}, **m},
        st.sampled_from(["tool_use", "server_tool_use"]),
        st.sampled_from("xyz"),
        MARK,
    ),
    st.builds(
        lambda n, m: {"type": "tool_result", "tool_use_id": n, "content": [text("r", **m)], **m},
        st.sampled_from("xyz"),
        MARK,
    ),
    st.just({"type": "redacted_thinking", "data": "abc"}),
    st.just({"type": "hologram", "depth": {"of": [3]}}),
)
TURNS = st.builds(
    Turn,
    st.sampled_from(["user", "assistant"]),
    st.lists(BLOCKS, max_size=4).map(tuple),
    about=st.sampled_from([{}, {"stop_reason": "refusal"}]),
)
CONVERSATIONS = st.lists(TURNS, max_size=8).map(
    lambda turns: Conversation((*turns, Turn("user", (text("Why?"),))))
)
PREFERENCES = st.builds(
    Preferences,
    MODELS,
    max_tokens=st.integers(1, 200_000),
    instructions=st.sampled_from(["", "Be brief."]),
    effort=st.sampled_from([None, "low", "medium", "high", "xhigh", "max"]),
    thinking=st.sampled_from(["", "on", "off"])
    | st.integers(1024, 128_000).map(lambda budget: f"budget {budget}"),
    web_search=st.booleans(),
    web_fetch=st.booleans(),
)


def marks(part):
    """How many ends of the cache are marked in a part of the body."""
    if isinstance(part, dict):
        return ("cache_control" in part) + sum(map(marks, part.values()))
    return sum(map(marks, part)) if isinstance(part, list) else 0


@given(CONVERSATIONS, PREFERENCES)
def test_a_body_is_one_that_the_api_takes(conversation, preferences):
    sent = Request(conversation, preferences).body()
    roles = [message["role"] for message in sent["messages"]]
    assert roles == [("user", "assistant")[at % 2] for at in range(len(roles))]
    assert roles[-1] == "user"
    assert marks(sent) == 1 + ("system" in sent)
    assert all(message["content"] for message in sent["messages"])
    assert sent["max_tokens"] > sent.get("thinking", {}).get("budget_tokens", 0)


@given(CONVERSATIONS, PREFERENCES)
def test_what_is_stored_is_never_changed(conversation, preferences):
    before = copy.deepcopy(conversation)
    sent = Request(conversation, preferences).body()
    assert conversation == before
    sent["messages"][-1]["content"].clear()
    assert conversation == before


@given(CONVERSATIONS, PREFERENCES)
def test_what_is_sent_of_a_block_is_what_was_stored(conversation, preferences):
    stored = [block for turn in conversation.turns for block in turn.content]
    bare = [unmarked(block) for block in stored]
    for message in Request(conversation, preferences).body()["messages"]:
        assert all(unmarked(block) in bare for block in message["content"])


def unmarked(part):
    if isinstance(part, dict):
        return {name: unmarked(value) for name, value in part.items() if name != "cache_control"}
    return [unmarked(value) for value in part] if isinstance(part, list) else part
