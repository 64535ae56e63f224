import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.blocks import fit, role_of
from bot.answer.compaction import BETA
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.blocks import check_blocks
from tests.answer.damaged import BLOCKS

ROLES = st.sampled_from(["user", "assistant"])


def taken(block, role):
    try:
        check_blocks({"messages": [{"role": role, "content": [block]}]}, BETA)
    except Refused:
        return False
    return True


@given(BLOCKS, ROLES)
def test_what_fits_is_taken(block, role):
    fitting = fit(block, role)
    assert fitting is None or taken(fitting, role)


@given(BLOCKS, ROLES)
def test_a_block_fits_as_it_is_or_with_less(block, role):
    fitting = fit(block, role) or {}
    assert {name: block.get(name) for name in fitting} == fitting


@given(BLOCKS, ROLES)
def test_what_is_strange_fits_as_it_is_or_not_at_all(block, role):
    assert fit(block, role, strange=True) in (block, None)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "text", "text": "a", "citations": [{"type": "char_location"}]},
        {"type": "text", "text": "a", "citations": None},
        {"type": "redacted_thinking", "data": "x"},
        {"type": "thinking", "thinking": "", "signature": "x"},
        {"type": "tool_use", "id": "t_1-A", "name": "clock", "input": {}, "caller": {}},
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
        {"type": "web_search_tool_result", "tool_use_id": "s", "content": {"error_code": "x"}},
        {"type": "code_execution_tool_result", "tool_use_id": "s", "content": {"stdout": ""}},
    ],
)
def test_an_answer_of_the_api_is_taken_whole(block):
    assert fit(block, "assistant") == block


@pytest.mark.parametrize(
    "block",
    [
        {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
        {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
        {"type": "document", "source": {"type": "text", "data": "a"}, "title": "A"},
        {"type": "document", "source": {"type": "file", "file_id": "file_1"}},
        {"type": "tool_result", "tool_use_id": "t", "is_error": True},
        {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": "a"}]},
    ],
)
def test_a_question_of_ours_is_taken_whole(block):
    assert fit(block, "user") == block


@pytest.mark.parametrize(
    ("role", "block"),
    [
        ("user", {"type": "text", "text": " \n"}),
        ("user", {"type": "text"}),
        ("user", {"type": "thinking", "thinking": "Hm", "signature": "x"}),
        ("user", {"type": 7}),
        ("user", {}),
        ("user", {"type": "image", "source": {"type": "base64", "media_type": "image/png"}}),
        ("user", {"type": "image", "source": {"type": "text", "data": "a"}}),
        ("user", {"type": "tool_result", "tool_use_id": "no id", "content": "a"}),
        ("user", {"type": "tool_result", "tool_use_id": "t", "content": [{"text": ""}]}),
        ("assistant", {"type": "tool_use", "name": "clock", "input": {}}),
        ("assistant", {"type": "text", "text": "a", "citations": ["b"]}),
        ("assistant", {"type": "thinking", "thinking": "Hm", "signature": ""}),
        ("assistant", {"type": "hologram"}),
    ],
)
def test_what_the_api_would_refuse_does_not_fit(role, block):
    assert fit(block, role) is None


def test_some_blocks_tell_whose_turn_they_are_from():
    assert role_of({"type": "tool_result"}) == "user"
    assert role_of({"type": "thinking"}) == "assistant"
    assert [role_of(block) for block in ({"type": "text"}, {"type": []}, {})] == [None] * 3
