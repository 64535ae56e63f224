from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summary.record import Entry, Record, coverage, dates


def at(month, day, hour=12, year=2026, micro=0):
    return f"{int(datetime(year, month, day, hour, tzinfo=UTC).timestamp())}.{micro:06d}"


def test_the_line_tells_how_much_of_the_range_was_read():
    root = at(6, 9)
    entries = (
        Entry(root, "Ann", "a", root, ("plan.pdf",)),
        Entry(at(6, 12), "Ben", "b", root, ("x.png",)),
        Entry(at(6, 10), "Chi", "c"),
    )
    record = Record("C1", "general", entries)
    told = "3 of 3 messages, 9–12 June, 1 thread; 2 files not read."
    assert coverage(record, UTC) == told
    assert coverage(replace(record, unread=4), UTC).startswith("3 of 7 messages")
    cut = replace(record, more=True, lacks=("Slack did not let me.",))
    assert coverage(cut, UTC).startswith("3 of more than 3 messages")
    assert coverage(cut, UTC).endswith("2 files not read. Slack did not let me.")


@pytest.mark.parametrize(
    ("stamps", "told"),
    [
        ([], ""),
        ([at(6, 9)], "9 June"),
        ([at(6, 12), at(6, 9)], "9–12 June"),
        ([at(5, 28), at(6, 3)], "28 May – 3 June"),
        ([at(12, 30, year=2025), at(1, 2)], "30 December 2025 – 2 January 2026"),
    ],
)
def test_days_are_told_as_people_write_them(stamps, told):
    assert dates(stamps, UTC) == told


@given(st.lists(st.integers(1, 10**6), unique=True, max_size=30), st.integers(0, 40))
def test_the_newest_are_kept_whichever_thread_they_are_in(micros, count):
    entries = tuple(
        Entry(f"1790000000.{n:06d}", "a", "b", f"1790000000.{n % 7 + 1:06d}") for n in micros
    )
    kept = Record("C", "c", tuple(sorted(entries, key=lambda e: e.place))).newest(count)
    wanted = sorted(e.ts for e in entries)[-count:] if count else [e.ts for e in entries]
    assert sorted(e.ts for e in kept.entries) == sorted(wanted)
    assert [e.place for e in kept.entries] == sorted(e.place for e in kept.entries)
