import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.sse import Decoder, Event
from bot.errors import Interrupted
from tests.answer.wire import cut

CUTS = st.lists(st.integers(0, 10_000), max_size=40)
LINES = st.sampled_from(
    [
        b"event: ping",
        b"event:x",
        b"event",
        b"data: {}",
        b"data:  two blanks",
        b"data:",
        b"data",
        b": a comment",
        b"id: 7",
        b"retry: 1",
        b"nonsense",
        "data: zażółć 🧵".encode(),
        b"data: \x00 \xff",
        b"",
        b"",
    ]
)
ENDS = st.sampled_from([b"\n", b"\r", b"\r\n"])
STREAMS = st.lists(st.tuples(LINES, ENDS), max_size=30).map(
    lambda lines: b"".join(line + end for line, end in lines)
)


def decode(*pieces, limit=1000):
    decoder = Decoder(limit)
    return [event for piece in pieces for event in decoder.decode(piece)]


def by_the_standard(stream):
    """The standard's own algorithm, line by line, for a stream that is all there."""
    lines = stream.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[:-1]
    name, data = b"", []
    for line in lines:
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if not line:
            if data:
                yield Event(name.decode(errors="replace") or "message", b"\n".join(data))
            name, data = b"", []
        elif field == b"event":
            name = value
        elif field == b"data":
            data.append(value)


@given(STREAMS, CUTS)
def test_pieces_do_not_matter(stream, cuts):
    assert decode(*cut(stream, cuts)) == decode(stream)


@given(STREAMS)
def test_events_are_those_of_the_standard(stream):
    assert decode(stream) == list(by_the_standard(stream))


@given(STREAMS, CUTS)
def test_a_mark_of_the_byte_order_is_no_part_of_the_first_event(stream, cuts):
    assert decode(*cut(b"\xef\xbb\xbf" + stream, cuts)) == decode(stream)


@given(STREAMS, CUTS)
def test_the_end_tells_what_lacks_its_blank_line(stream, cuts):
    decoder = Decoder()
    events = [event for piece in cut(stream, cuts) for event in decoder.decode(piece)]
    assert events + decoder.end() == decode(stream + b"\n\n")


def test_an_event_is_told_as_soon_as_its_blank_line_is_there():
    decoder = Decoder()
    assert decoder.decode(b"event: a\r\ndata: 1\r\n\r") == [Event("a", b"1")]
    assert decoder.decode(b"\ndata: 2\n\n") == [Event("message", b"2")]


@given(st.integers(0, 30), st.booleans(), CUTS)
def test_an_event_beyond_the_limit_is_refused_however_it_is_cut(size, then_more, cuts):
    stream = b"data: 1\n\ndata: " + b"x" * size + b"\n\n" + b"data: 2\n\n" * then_more
    pieces = cut(stream, cuts)
    if size + len(b"data: ") <= 20:
        assert len(decode(*pieces, limit=20)) == 2 + then_more
    else:
        with pytest.raises(Interrupted):
            decode(*pieces, limit=20)


def test_an_event_without_an_end_is_refused_before_it_fills_the_memory():
    with pytest.raises(Interrupted, match="more than 1000 bytes"):
        decode(*[b"x"] * 1100, limit=1000)
