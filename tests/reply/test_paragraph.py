"""A paragraph is the same however it grew."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.inline import inline
from bot.reply.paragraph import Paragraph
from tests.reply.texts import HOSTILE, PIECES

WORDS = [piece for piece in PIECES + HOSTILE if "\n" not in piece] + ["word " * 90]


def test_what_is_read_for_good_grows_and_another_text_begins_anew():
    paragraph = Paragraph()
    shown, rest = paragraph.push("word " * 100)
    assert len(shown) > 400
    assert shown + inline(rest) == "word " * 100
    assert paragraph.push("other") == ("", "other")


@given(st.lists(st.sampled_from(WORDS), max_size=20))
def test_read_at_once_or_bit_by_bit_it_is_the_same_text(pieces):
    paragraph, text = Paragraph(), ""
    for piece in pieces:
        text += piece
        shown, rest = paragraph.push(text)
    assert not pieces or shown + inline(rest) == inline(text)
