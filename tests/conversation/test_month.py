"""A month of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.month import Month, months

MONTHS = st.builds(Month, st.integers(1970, 2999), st.integers(1, 12))


@given(MONTHS)
def test_its_days_are_those_of_the_calendar(month):
    first = date(month.year, month.number, 1)
    days = [date.fromisoformat(day) for day in month.days]
    assert days == [first + timedelta(at) for at in range(len(days))]
    assert days[-1].month == month.number
    assert (days[-1] + timedelta(1)).day == 1
    assert all(Month.of(day) == month for day in month.days)


@given(MONTHS)
def test_what_is_written_is_read(month):
    assert Month.read(str(month)) == month


@given(MONTHS, st.integers(0, 30))
def test_earlier_months_go_back_one_by_one(month, count):
    stepped = month
    for _ in range(count):
        stepped = Month.of((date(stepped.year, stepped.number, 1) - timedelta(1)).isoformat())
    assert month.before(count) == stepped


@pytest.mark.parametrize("word", ["", "2026", "2026-13", "2026-0", "0926-01", "this", "2026-1-1"])
def test_what_is_no_month_is_none(word):
    assert Month.read(word) is None


def test_a_year_and_this_month_can_be_looked_at():
    shown = months(Month(2026, 2))
    assert len(shown) == 13
    assert (shown[0], shown[2], shown[-1]) == (Month(2026, 2), Month(2025, 12), Month(2025, 2))
