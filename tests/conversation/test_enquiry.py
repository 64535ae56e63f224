"""What somebody wants to know of usage, in whatever words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.enquiry import Enquiry, enquiry
from bot.conversation.month import Month, months
from bot.errors import WrongWords

NOW = Month(2026, 11)
USAGE = "/threadloom usage"


def asked(words, now=NOW):
    found = enquiry(words, now, USAGE)
    return found.whose, str(found.month)


@pytest.mark.parametrize(
    ("words", "whose", "month"),
    [
        ("", "person", "2026-11"),
        ("me", "person", "2026-11"),
        ("  Mine. ", "person", "2026-11"),
        ("here", "channel", "2026-11"),
        ("this channel", "channel", "2026-11"),
        ("WORKSPACE", "team", "2026-11"),
        ("“everybody”", "team", "2026-11"),
        ("this month", "person", "2026-11"),
        ("here this month", "channel", "2026-11"),
        ("last month", "person", "2026-10"),
        ("previous month, here", "channel", "2026-10"),
        ("2026-10", "person", "2026-10"),
        ("2026-9", "person", "2026-09"),
        ("workspace 2026-10", "team", "2026-10"),
        ("2026-10 workspace", "team", "2026-10"),
        ("october", "person", "2026-10"),
        ("Oct 2026 here", "channel", "2026-10"),
        ("december", "person", "2025-12"),
        ("november", "person", "2026-11"),
        ("nov 2025", "person", "2025-11"),
        ("may me", "person", "2026-05"),
    ],
)
def test_it_is_read_forgivingly(words, whose, month):
    assert asked(words) == (whose, month)


@pytest.mark.parametrize(
    "words",
    [
        "fly",
        "here there",
        "me me",
        "last",
        "this",
        "2026",
        "2026-13",
        "here <!channel>",
        "ma",
        "x" * 99,
    ],
)
def test_what_makes_no_sense_names_what_would(words):
    with pytest.raises(WrongWords) as wrong:
        asked(words)
    assert f"`{USAGE} [me|here|workspace] [this month|last month|2026-10]`" in wrong.value.usage


@pytest.mark.parametrize("words", ["2025-10", "2026-12", "oct 2025", "nov 0001", "jan 9999"])
def test_what_is_not_kept_says_from_when_on_there_is_something(words):
    with pytest.raises(WrongWords) as wrong:
        asked(words)
    assert wrong.value.usage == "I can tell of a year: from November 2025 on, until now."


@given(st.builds(Month, st.integers(1971, 2900), st.integers(1, 12)), st.integers(0, 12))
def test_every_month_that_can_be_told_of_can_be_named(now, back):
    month = months(now)[back]
    assert enquiry(f"here {month}", now, USAGE) == Enquiry("channel", month)


@given(st.text(max_size=60))
def test_any_words_are_an_enquiry_or_told_to_be_none(words):
    with suppress(WrongWords):
        assert enquiry(words, NOW, USAGE).month in months(NOW)
