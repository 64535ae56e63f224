import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answer
from bot.conversation.conversation import Turn
from bot.errors import (
    Interrupted,
    ModelError,
    Overloaded,
    Refused,
    Unauthorized,
    Unreachable,
)
from tests.answer.wire import HELLO, STOP, closes, grows, opens, says, start, stops, told


def test_the_deltas_of_a_text_are_one_block():
    answer = told(*HELLO)
    assert answer.text == "Hello"
    assert answer.content() == ({"type": "text", "text": "Hello"},)


def test_a_finished_answer_is_a_turn_that_says_how_it_came_about():
    usage = {"input_tokens": 9, "output_tokens": 5}
    assert told(*HELLO).turn("T:C:1", 2.5) == Turn(
        "assistant",
        ({"type": "text", "text": "Hello"},),
        "T:C:1",
        {
            "id": "msg_1",
            "model": "claude-opus-4-8",
            "stop_reason": "end_turn",
            "usage": usage,
            "seconds": 2.5,
        },
    )


@pytest.mark.parametrize("end", [slice(-1), slice(-2), slice(1)])
def test_an_answer_without_its_end_is_no_turn(end):
    with pytest.raises(Interrupted):
        told(*HELLO[end]).turn("T:C:1", 1.0)


def test_an_end_that_does_not_say_why_is_none():
    answer = told(start(), opens(0), says("Hi"), closes(), STOP)
    assert not answer.complete


def test_text_can_be_read_while_it_grows():
    answer = Answer()
    seen = []
    for event in [start(), opens(0), says("a"), says("b"), closes(), opens(1), says("c", 1)]:
        answer.add(event)
        seen.append(answer.text)
    assert seen == ["", "", "a", "ab", "ab", "ab", "abc"]


def test_usage_is_a_total_that_replaces_earlier_ones():
    usage = {"input_tokens": 9, "cache_read_input_tokens": 3, "output_tokens": 1}
    answer = told(
        start(usage=usage), stops(output_tokens=5, input_tokens=None), stops(output_tokens=8)
    )
    assert answer.usage == {"input_tokens": 9, "cache_read_input_tokens": 3, "output_tokens": 8}


def test_a_later_word_about_usage_does_not_take_the_stop_reason_back():
    answer = told(*HELLO[:-1], {"type": "message_delta", "delta": {}, "usage": {}}, STOP)
    assert answer.stop_reason == "end_turn"
    assert answer.complete


def test_a_missing_usage_is_no_fault():
    answer = told(start(usage=None), {"type": "message_delta", "delta": {"stop_reason": "x"}}, STOP)
    assert answer.complete
    assert answer.usage == {}


def test_thinking_is_kept_with_its_signature_and_is_not_text():
    answer = told(
        start(),
        opens(0, "thinking", thinking="", signature=""),
        grows(0, "thinking_delta", thinking="Hm"),
        grows(0, "thinking_delta", thinking="."),
        grows(0, "signature_delta", signature="abc"),
        closes(),
    )
    assert answer.content() == ({"type": "thinking", "thinking": "Hm.", "signature": "abc"},)
    assert answer.text == ""


def test_blocks_of_a_kind_nobody_knows_stay_as_they_came():
    odd = opens(0, "hologram", depth=3, nested={"a": [1]})
    answer = told(start(), odd, grows(0, "depth_delta", depth=1), closes())
    assert answer.content() == (odd["content_block"],)


def test_what_was_heard_is_not_changed_by_what_follows():
    events = [start(), opens(0, text="", citations=[]), says("a"), cites("u")]
    before = repr(events)
    kept = told(*events[:-1]).content()
    told(*events, cites("v"))
    assert repr(events) == before
    assert kept == ({"type": "text", "text": "a", "citations": []},)


def test_text_that_names_an_unknown_block_is_not_lost():
    assert told(start(), opens(0), says("a"), says("b", index=7)).text == "ab"


def test_a_model_that_takes_over_is_the_one_that_answered():
    answer = told(start(), opens(0, "fallback", to={"model": "claude-sonnet-4-5"}))
    assert answer.model == "claude-sonnet-4-5"


def cites(url, index=0, title="T"):
    citation = {"type": "web_search_result_location", "url": url, "title": title}
    return grows(index, "citations_delta", citation=citation)


@pytest.mark.parametrize(
    ("events", "doing", "subject"),
    [
        ([], "", ""),
        ([opens(0, "thinking", thinking="", signature="")], "thinking", ""),
        ([opens(0, "thinking", thinking="", signature=""), closes(0)], "thinking", ""),
        ([opens(0), says("Hi")], "", ""),
        ([opens(0, "server_tool_use", id="s", name="web_search", input={})], "searching", ""),
        (
            [
                opens(0, "server_tool_use", id="s", name="web_search", input={}),
                grows(0, "input_json_delta", partial_json='{"query": "cats'),
                grows(0, "input_json_delta", partial_json=' and dogs"}'),
            ],
            "searching",
            "cats and dogs",
        ),
        (
            [opens(0, "server_tool_use", id="s", name="web_fetch", input={"url": "https://a.b"})],
            "fetching",
            "https://a.b",
        ),
        (
            [
                opens(0, "server_tool_use", id="s", name="web_search", input={}),
                opens(1, "web_search_tool_result", tool_use_id="s", content=[]),
            ],
            "",
            "",
        ),
        ([opens(0, "tool_use", id="t", name="clock", input={})], "running", "clock"),
        ([opens(0, "thinking", thinking="", signature=""), stops()], "", ""),
    ],
)
def test_it_tells_what_goes_on_now(events, doing, subject):
    answer = told(start(), *events)
    assert (answer.doing, answer.subject) == (doing, subject)


def error(kind):
    return {"type": "error", "error": {"type": kind, "message": "so it is"}}


@pytest.mark.parametrize(
    ("kind", "before", "expected"),
    [
        ("overloaded_error", [], Overloaded),
        ("overloaded_error", HELLO, Overloaded),
        ("rate_limit_error", [], Overloaded),
        ("authentication_error", [], Unauthorized),
        ("permission_error", [], Unauthorized),
        ("billing_error", [], Unauthorized),
        ("invalid_request_error", [], Refused),
        ("not_found_error", [], Refused),
        ("request_too_large", [], Refused),
        ("api_error", [start()], Unreachable),
        ("api_error", HELLO, Interrupted),
        ("timeout_error", HELLO, Interrupted),
        ("nobody_knows_error", [], Unreachable),
    ],
)
def test_an_error_in_the_stream_is_the_error_it_names(kind, before, expected):
    answer = told(*before)
    with pytest.raises(ModelError, match=f"{kind}: so it is") as info:
        answer.add(error(kind))
    assert type(info.value) is expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
KINDS = st.sampled_from(
    [
        "message_start",
        "content_block_start",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
        "ping",
        "error",
        "tomorrow",
        None,
        [],
        3,
    ]
)
BLOCKS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["text", "thinking", "tool_use", "server_tool_use", "fallback"])
        | JSON,
        "text": JSON,
        "thinking": JSON,
        "input": JSON,
        "name": st.sampled_from(["web_search", "web_fetch"]) | JSON,
        "citations": JSON,
        "to": JSON,
    },
)
DELTAS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(
            [
                "text_delta",
                "thinking_delta",
                "signature_delta",
                "input_json_delta",
                "citations_delta",
                "compaction_delta",
            ]
        )
        | JSON,
        "text": JSON,
        "thinking": JSON,
        "signature": JSON,
        "partial_json": JSON | st.sampled_from(['{"query": "', '{"a', "[", "}"]),
        "citation": JSON | st.just({"url": "u", "title": None}),
        "stop_reason": JSON,
    },
)
EVENTS = st.fixed_dictionaries(
    {"type": KINDS},
    optional={
        "index": st.integers(-2, 3) | JSON,
        "content_block": BLOCKS | JSON,
        "delta": DELTAS | JSON,
        "message": st.fixed_dictionaries({"usage": JSON, "content": JSON}) | JSON,
        "usage": JSON,
        "error": st.fixed_dictionaries({"type": JSON, "message": JSON}) | JSON,
    },
)


@given(st.lists(EVENTS, max_size=12))
def test_whatever_an_endpoint_sends_nothing_but_a_model_error_is_raised(events):
    answer = Answer()
    for event in events:
        try:
            answer.add(event)
        except ModelError as failed:
            assert event["type"] == "error" and str(failed)  # noqa: PT017, PT018
        assert isinstance(answer.text, str)
        assert isinstance(answer.doing, str) and isinstance(answer.subject, str)  # noqa: PT018
        assert all(isinstance(block, dict) for block in answer.content())
