from hypothesis import given
from hypothesis import strategies as st

from bot.reply.changes import Edit, Post, Remove, changes

PAGES = st.lists(st.text("ab", max_size=2), max_size=6)


@given(PAGES, PAGES)
def test_changes_make_shown_into_wanted(shown, wanted):
    stands = list(shown)
    for change in changes(shown, wanted):
        match change:
            case Post(page):
                stands.append(page)
            case Edit(index, page):
                assert stands[index] != page
                stands[index] = page
            case Remove(index):
                assert index == len(stands) - 1
                stands.pop()
    assert stands == wanted


@given(PAGES, PAGES)
def test_they_are_the_least_that_does(shown, wanted):
    differ = sum(old != new for old, new in zip(shown, wanted, strict=False))
    assert len(changes(shown, wanted)) == differ + abs(len(shown) - len(wanted))


@given(PAGES)
def test_what_stands_already_needs_nothing(pages):
    assert changes(pages, pages) == []
