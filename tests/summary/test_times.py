"""Days, hours and spans, as people call them, and as they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summary.times import WEEKDAYS, daily, moment, span

DAYS = ["today", "yesterday", *WEEKDAYS, "2026-11-01", "last-week", "this-month"]
CLOCKS = st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"{t[0]:02}:{t[1]:02}")


@given(st.sampled_from(DAYS), CLOCKS, st.sampled_from(["{}@{}", "{} {}", "{} at {}"]))
def test_a_day_and_a_time_are_kept_however_they_are_put(day, clock, put):
    said = put.format(day, clock)
    kept, end = moment(f"{said} why?")
    assert (kept, end) == (f"{day}@{clock}", len(said) + 1)


@given(st.sampled_from(DAYS) | CLOCKS | st.integers(1, 999).map(lambda n: f"{n}h"))
def test_what_is_kept_reads_as_itself(when):
    assert moment(when) == (when, len(when))


@pytest.mark.parametrize(
    "text", ["", "banana", "9", "24:30", "0am", "13 pm", "sunny", "2026-02-30"]
)
def test_what_is_no_moment_is_none(text):
    assert moment(text) is None


def test_a_span_knows_its_end():
    assert span("last week: why") == ("last-week", "this-week", 9)
    assert span("Yesterday") == ("yesterday", "today", 9)
    assert span("today") == ("today", "", 5)
    assert span("monday") is span("banana") is None


def test_a_day_is_told_from_an_hour():
    assert [daily(when) for when in ("monday", "2026-11-01", "09:00", "24h")] == [
        *(True, True),
        *(False, False),
    ]


@given(st.text(max_size=30))
def test_any_text_is_read(text):
    found = moment(text)
    assert found is None or 0 < found[1] <= len(text)
