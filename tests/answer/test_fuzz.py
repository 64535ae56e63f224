"""Whatever happens to a stream on its way, it ends in an answer or in an error with a name."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.messages.reading import Reading
from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import ModelError
from tests.answer.wire import encoded, grows, opens, start
from tests.corpora import CORPORA, corpora_needed

pytestmark = corpora_needed

SIZE = 40_000  # bytes of a recording, so that each of many examples is quick
FILES = sorted((CORPORA / "sse").glob("*/*.sse")) + sorted((CORPORA / "sse").glob("*/*.txt"))
STREAMS = [raw for path in FILES if len(raw := path.read_bytes()) < SIZE]
PLACES = st.integers(0, 1 << 20)
ASKED = Turn("user", ({"type": "text", "text": "Why?"},), "q1")
NAMES = rb'"(type|index|delta|text|content_block|partial_json|stop_reason|usage|message|input)"'
ODD = st.sampled_from([b"null", b"-1", b"1e999", b"[]", b"{}", b'"odd"', b"true", b"[[[[[[[["])


def plain(raw):
    """The same bytes as they pass when there is no key in them."""
    return raw


def deltas(pieces):
    """What the model's adapter makes of some bytes."""
    reading = Reading(plain)
    for piece in pieces:
        yield from believed(reading.deltas(piece))
        if reading.ended:
            return
    yield from believed(reading.rest())


def believed(read):
    told, wrong = read
    yield from told
    if wrong:
        raise wrong


def ended(pieces):
    """The answer or the error that some bytes come to; anything else goes through."""
    answer = Answer()
    try:
        for delta in deltas(pieces):
            answer.add(delta)
        assert isinstance(answer.text, str)
        assert isinstance(answer.doing + answer.subject, str)
        return answer.turn("q1", 1.0)
    except ModelError as error:
        return error


def swallowed(turn):
    """Whether what was kept can be sent again: as a body, with messages in it."""
    later = Conversation((ASKED, turn, Turn("user", ASKED.content, "q2")))
    body = Request(later, Preferences("claude-sonnet-4-6")).body()
    return body["messages"][-1]["role"] == "user"


def check(*pieces):
    """It ended as it must."""
    end = ended(pieces)
    assert end.sentence if isinstance(end, ModelError) else swallowed(end)


def whole(stream):
    """The events of a recording, with the blank lines that end them."""
    return re.split(rb"(?<=\n\n)", stream)


@st.composite
def tossed(draw):
    """A recording whose events are dropped, doubled, swapped and mixed with another's."""
    events = whole(draw(st.sampled_from(STREAMS)))
    other = whole(draw(st.sampled_from(STREAMS)))
    for what, at, to in draw(st.lists(st.tuples(st.integers(0, 3), PLACES, PLACES), max_size=12)):
        if not events:
            break
        here, there = at % len(events), to % len(events)
        if what == 0:
            del events[here]
        elif what == 1:
            events.insert(there, events[here])
        elif what == 2:
            events[here], events[there] = events[there], events[here]
        else:
            events.insert(here, other[to % len(other)])
    return b"".join(events)


@given(tossed(), st.integers(1, 5000))
def test_events_may_be_dropped_doubled_swapped_and_mixed(stream, size):
    check(*(stream[at : at + size] for at in range(0, len(stream), size)))


@given(st.sampled_from(STREAMS), PLACES)
def test_a_stream_may_be_cut_off_at_any_byte(stream, place):
    check(stream[: place % (len(stream) + 1)])


@given(st.sampled_from(STREAMS), st.lists(st.tuples(PLACES, st.integers(0, 255)), max_size=40))
def test_bytes_may_be_flipped(stream, flips):
    raw = bytearray(stream)
    for place, byte in flips:
        raw[place % len(raw)] = byte
    check(bytes(raw))


@given(st.sampled_from(STREAMS), st.lists(st.tuples(PLACES, ODD), min_size=1, max_size=8))
def test_any_value_may_be_another(stream, changes):
    for place, value in changes:
        fields = list(re.finditer(NAMES + rb':\s*("(?:[^"\\]|\\.)*"|[\w.-]+|\{)', stream))
        if fields:
            found = fields[place % len(fields)]
            stream = stream[: found.start(2)] + value + stream[found.end(2) :]
    check(stream)


@given(st.sampled_from(STREAMS), st.sampled_from(STREAMS), PLACES, PLACES)
def test_two_streams_may_run_into_each_other(one, other, end, begin):
    check(one[: end % len(one)], other[begin % len(other) :])


@given(st.binary(max_size=2000))
def test_it_may_be_no_stream_at_all(noise):
    check(noise)
    check(b"data: " + noise + b"\n\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "index", "input", "url"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
KINDS = st.sampled_from(
    [
        *("message_start", "content_block_start", "content_block_delta", "content_block_stop"),
        *("message_delta", "message_stop", "error", "ping", "odd"),
    ]
)


@settings(max_examples=200)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"type": KINDS | JSON},
            optional=dict.fromkeys(("index", "delta", "content_block", "message", "usage"), JSON),
        ),
        max_size=8,
    )
)
def test_events_may_hold_any_json(events):
    answer = Answer()
    try:
        for event in events:
            answer.add(event)
        turn = answer.turn("q1", 1.0)
    except ModelError:
        return
    assert swallowed(turn)


@pytest.mark.parametrize("size", [17 * 1024 * 1024, 40 * 1024 * 1024])
def test_an_event_that_never_ends_is_given_up(size):
    piece = b"x" * (1 << 20)
    begun = encoded(start()) + b"event: content_block_delta\ndata: "
    end = ended([begun, *[piece] * (size >> 20)])
    assert isinstance(end, ModelError)
    assert "an event of more than" in str(end)


def test_a_great_many_small_events_are_one_answer():
    events = [start(), opens(0), *[grows(0, "text_delta", text="word ")] * 50_000]
    raw = encoded(*events)
    end = ended(raw[at : at + 16_384] for at in range(0, len(raw), 16_384))
    assert isinstance(end, ModelError)
    assert "before message_stop" in str(end)


def test_json_nested_without_end_is_an_error_with_a_name():
    deep = b"data: " + b'{"type":' * 100_000 + b"\n\n"
    assert isinstance(ended([encoded(start()), deep]), ModelError)
