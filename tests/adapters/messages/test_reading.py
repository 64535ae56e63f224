import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.messages.reading import Reading
from bot.errors import Interrupted, ModelError, Unreachable
from tests.answer.wire import HELLO, cut, encoded

ALL = encoded(*HELLO)
CUTS = st.lists(st.integers(0, 10_000), max_size=10)


def believed(read):
    deltas, wrong = read
    if wrong:
        raise wrong
    return deltas


def read(*pieces):
    reading, told = Reading(lambda said: said.replace(b"Hel", b"***")), []
    for piece in pieces:
        told += believed(reading.deltas(piece))
    return told if reading.ended else told + believed(reading.rest())


@given(CUTS)
def test_every_event_is_a_delta_wherever_the_stream_is_cut(places):
    assert read(*cut(ALL, places)) == HELLO


@given(st.integers(0, len(ALL) - len(b"}\n\n") - 1), CUTS)
def test_a_stream_that_is_not_whole_is_cut_wherever_that_happened(end, places):
    with pytest.raises(Interrupted if end else Unreachable, match="before message_stop"):
        read(*cut(ALL[:end], places))


@given(st.lists(st.binary(max_size=30) | st.sampled_from([b"data: ", b"\n\n", b"{}", b"[]"])))
def test_of_noise_nothing_comes_but_deltas_and_errors_that_we_know(pieces):
    with pytest.raises(ModelError):
        read(*pieces)


@pytest.mark.parametrize("typed", [b'"type": "error", ', b""])
def test_an_error_is_told_without_what_is_to_be_concealed(typed):
    error = b'{"type": "api_error", "message": "Hello"}'
    event = b"event: error\ndata: {" + typed + b'"error": ' + error + b"}\n\n"
    (delta,) = believed(Reading(lambda said: said.replace(b"Hel", b"*")).deltas(event))
    assert delta == {"type": "error", "error": {"type": "api_error", "message": "*lo"}}


@pytest.mark.parametrize("odd", [b"data: {\n\n", b"data: []\n\n", b'data: {"choices": 1}\n\n'])
def test_what_came_before_the_unreadable_is_told(odd):
    deltas, wrong = Reading(bytes).deltas(encoded(*HELLO[:3]) + odd + encoded(*HELLO[3:]))
    assert deltas == HELLO[:3]
    assert isinstance(wrong, ModelError)
