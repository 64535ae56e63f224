"""What is written down of a reply stays small, and the last page is always in it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.journal import KEPT, Journal, texts


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=8))
def test_the_texts_of_the_last_pages_are_kept_in_their_places(pages):
    kept = texts(pages)
    assert len(kept) == len(pages)
    assert list(kept[-KEPT:]) == pages[-KEPT:]
    assert not any(kept[:-KEPT])


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=8))
def test_the_last_message_that_stands_is_known(pages):
    journal = Journal()
    for index, page in enumerate(pages):
        stamps = tuple(str(n) for n in range(index + 1))
        intended = Journal(stamps=stamps[:-1], pages=journal.showing(index, page))
        assert intended.last == (pages[index - 1] if index else ""), "it may never arrive"
        journal = Journal(stamps=stamps, pages=intended.pages)
        assert journal.last == page


def test_what_an_older_bot_wrote_down_has_no_texts():
    assert Journal(stamps=("1.0",)).last == ""
