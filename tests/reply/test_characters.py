import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.characters import blank, octets, plain, size, within

ANY = st.text(st.characters(), max_size=30) | st.text(
    st.sampled_from("a\x00\r\n\t\u202e\u2066\U000e0041\ud83d\u200f🏴\x85"), max_size=30
)


@given(ANY, ANY)
def test_characters_are_judged_one_by_one_so_that_any_cut_will_do(text, more):
    assert plain(text) + plain(more) == plain(text + more)


@given(ANY)
def test_what_is_plain_can_be_sent_and_stays_plain(text):
    once = plain(text)
    assert json.dumps(once, ensure_ascii=False).encode()
    assert plain(once) == once


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("\x00\x1b\ud800", "\ufffd\ufffd\ufffd"),
        ("a\r\nb\x0bc\x85d", "a \nb c d"),
        ("שלום\u200f! 👩‍👩‍👧 é\tb", "שלום\u200f! 👩‍👩‍👧 é\tb"),
    ],
)
def test_what_hides_goes_what_breaks_is_marked_and_what_people_write_stays(odd, shown):
    assert plain(odd) == shown


@given(ANY)
def test_size_is_counted_in_utf16(text):
    assert size(text) == sum(2 if ord(char) > 0xFFFF else 1 for char in text)


@given(ANY)
def test_octets_are_counted_in_utf8(text):
    plainly = plain(text)
    assert octets(plainly) == len(plainly.encode())
    assert octets(text) >= size(text)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u2060\ufeff", "\u3000\u00ad\u3164"])
def test_nothing_to_see_is_blank(text):
    assert blank(text)
    assert not blank(text + ".")


@given(st.text("a😀é", max_size=20), st.integers(0, 20))
def test_the_beginning_that_is_within_is_the_longest(text, most):
    begun = within(text, most)
    assert text.startswith(begun)
    assert size(begun) <= most
    assert begun == text or size(text[: len(begun) + 1]) > most
