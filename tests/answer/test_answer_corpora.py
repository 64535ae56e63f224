"""Every recorded stream becomes what the official SDK accumulates, however it is cut."""

import functools
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answer.oracle import accumulated
from tests.answer.wire import cut, read
from tests.corpora import CORPORA, corpora_needed

pytestmark = corpora_needed

FILES = sorted([*(CORPORA / "sse").glob("*/*.sse"), *(CORPORA / "sse").glob("*/*.txt")])
# What only the beta accumulator of the SDK knows: the stable one leaves it out.
BETA = re.compile(rb'"(?:compaction|fallback|fallback_credit|iterations|context_management)"')
ENVELOPE = ("id", "model", "stop_reason", "stop_sequence", "stop_details")


def name(path):
    return f"{path.parent.name}/{path.name}"


@functools.cache
def stream(path):
    return path.read_bytes()


@functools.cache
def folded(path):
    return told(read(stream(path)))


def told(answer):
    known = {field: getattr(answer, field) for field in ENVELOPE}
    return canonical({**known, "content": answer.content(), "usage": answer.usage})


def canonical(message):
    """As JSON with its keys in order: 1 is not 1.0 there, and not true."""
    return json.dumps(message, sort_keys=True)


def expected(path, beta):
    message = accumulated(stream(path), beta)
    known = {field: message.get(field) for field in ENVELOPE}
    usage = {kind: count for kind, count in message["usage"].items() if count is not None}
    return canonical({**known, "content": message["content"], "usage": usage})


def test_no_recording_is_left_out():
    """All are of the Messages wire: none had to be put aside, and the SDK raises at none."""
    assert len(FILES) == 279
    index = json.loads((CORPORA / "sse" / "index.json").read_text())
    assert {entry["file"] for entry in index} <= set(map(name, FILES))
    assert all(b"event: message_start\n" in stream(path) for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_recorded_stream_becomes_what_the_sdk_accumulates(path):
    assert folded(path) == expected(path, beta=True)
    if not BETA.search(stream(path)):
        assert folded(path) == expected(path, beta=False)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_recorded_stream_is_complete_and_becomes_a_turn(path):
    answer = read(stream(path))
    turn = answer.turn("T:C:1", 1.5)
    assert turn.content == answer.content()
    assert turn.about["stop_reason"] == answer.stop_reason
    assert turn.about["usage"]["output_tokens"] >= 0


@given(st.sampled_from(FILES), st.lists(st.integers(0, 1 << 20), max_size=30))
def test_where_a_recorded_stream_is_cut_does_not_matter(path, cuts):
    assert told(read(*cut(stream(path), cuts))) == folded(path)


@settings(max_examples=20)
@given(st.sampled_from(FILES))
def test_a_recorded_stream_may_arrive_byte_by_byte(path):
    assert told(read(*cut(stream(path), range(len(stream(path)))))) == folded(path)


@given(st.sampled_from(FILES), st.sampled_from([b"\r\n", b"\r"]), st.integers(1, 70))
def test_a_recorded_stream_may_end_its_lines_in_another_way(path, end, size):
    other = stream(path).replace(b"\n", end)
    assert told(read(*cut(other, range(0, len(other), size)))) == folded(path)


@given(st.sampled_from(FILES), st.integers(0, 1 << 20))
def test_a_recorded_stream_that_ends_early_is_not_complete(path, place):
    whole = stream(path)
    end = whole.rindex(b"event: message_stop")
    place %= end
    answer = read(whole[: whole.rfind(b"\n\n", 0, place) + 2] if b"\n\n" in whole[:place] else b"")
    assert not answer.complete
    assert "".join(block.get("text") or "" for block in answer.content()) == answer.text
    assert read(whole).text.startswith(answer.text)
