from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.messages.pieces import json_pieces, pieces


@given(st.text(max_size=2000), st.integers(1, 5))
@settings(max_examples=60)
def test_the_pieces_of_a_text_are_the_text(text, scale):
    cut = list(pieces(text, scale))
    assert "".join(cut) == text
    assert all(cut)


@given(st.text(max_size=500))
@settings(max_examples=60)
def test_the_pieces_of_json_begin_with_nothing_and_are_the_json(text):
    first, *rest = json_pieces(text)
    assert first == ""
    assert "".join(rest) == text


def test_pieces_are_as_small_as_recorded_ones():
    cut = list(pieces("A sentence of quite ordinary words that goes on for a while. " * 20))
    assert 6 < sum(map(len, cut)) / len(cut) < 20
    assert max(map(len, cut)) <= 50
