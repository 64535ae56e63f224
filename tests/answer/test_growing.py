import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.growing import Growing

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def tool():
    return Growing({"type": "tool_use", "id": "t", "name": "n", "input": {}})


def asks(text):
    return {"type": "input_json_delta", "partial_json": text}


@given(st.dictionaries(st.text(), JSON), st.lists(st.integers(0, 200)))
def test_input_in_pieces_is_the_input(asked, places):
    text = json.dumps(asked, ensure_ascii=False)
    edges = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    block = tool()
    for a, b in itertools.pairwise(edges):
        block.add(asks(text[a:b]))
        block.block()  # looking at it on the way changes nothing
    assert block.block()["input"] == asked


def test_input_that_was_cut_is_read_as_far_as_it_goes():
    block = tool()
    block.add(asks('{"path": "a.txt", "lines": [1, 2'))
    assert block.block()["input"] == {"path": "a.txt", "lines": [1, 2]}


def test_input_that_is_no_json_is_passed_on_by_name():
    block = tool()
    block.add(asks("{nonsense}"))
    assert block.block()["input"] == {"INVALID_JSON": "{nonsense}"}


def test_no_input_at_all_leaves_what_the_beginning_said():
    block = tool()
    block.add(asks(""))
    assert block.block()["input"] == {}


@pytest.mark.parametrize(
    ("begun", "delta"),
    [
        ({"type": "text", "text": "a"}, {"type": "thinking_delta", "thinking": "b"}),
        ({"type": "text", "text": "a"}, {"type": "signature_delta", "signature": "b"}),
        ({"type": "text", "text": "a"}, {"type": "input_json_delta", "partial_json": "{}"}),
        ({"type": "thinking", "thinking": "a"}, {"type": "text_delta", "text": "b"}),
        ({"type": "thinking", "thinking": "a"}, {"type": "citations_delta", "citation": {}}),
        ({"type": "hologram"}, {"type": "input_json_delta", "partial_json": "{}"}),
        ({"type": "hologram"}, {"type": "tomorrow_delta", "text": "b"}),
    ],
)
def test_a_delta_for_another_kind_of_block_is_not_taken(begun, delta):
    block = Growing(begun)
    assert not block.add(delta)
    assert block.block() == begun
