import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.cuts import cut

PIECE = st.sampled_from(
    ["word ", "longer, ", "[a b](https://x.io) ", "`a b` ", "[", "`", "# ", "é"]
)
LINES = st.lists(PIECE, min_size=1, max_size=60).map("".join)


@given(LINES, st.integers(1, 300))
def test_something_is_cut_and_no_more_than_fits(line, fits):
    assert 0 < cut(line, min(fits, len(line))) <= fits


@given(LINES, st.text(max_size=20), st.integers(1, 100))
def test_only_what_fits_and_the_next_character_decide(line, more, fits):
    fits = min(fits, len(line) - 1)
    if fits:
        assert cut(line, fits) == cut(line[: fits + 1] + more, fits)


@pytest.mark.parametrize(
    ("line", "fits", "head"),
    [
        ("one two three", 9, "one two "),
        ("some more [two three](https://x.io) four", 25, "some more "),
        ("one `two three` four", 12, "one "),
        ("one ![two three](https://x.io) four", 12, "one "),
        ("one two - three", 9, "one "),
        ("one two # three", 8, "one "),
        ("## one", 4, "## o"),
        ("wordwithoutend", 5, "wordw"),
        ("ab👩‍👩‍👧cd", 4, "ab"),
        ("abe\u0301cd", 3, "ab"),
    ],
)
def test_a_line_is_cut_between_words_outside_links_and_code(line, fits, head):
    assert line[: cut(line, fits)] == head


def test_code_is_cut_between_words_whatever_they_look_like():
    assert cut("x = [a, b # c", 11, code=True) == 10
