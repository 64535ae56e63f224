from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summary.bounds import bounds
from bot.summary.scope import Scope
from bot.summary.times import MONTHS, WEEKDAYS, WEEKS

WARSAW = ZoneInfo("Europe/Warsaw")
ASKED = datetime(2026, 11, 26, 9, 30, tzinfo=WARSAW)
TS = f"{int(ASKED.timestamp())}.000200"


def at(*parts):
    return f"{int(datetime(*parts, tzinfo=WARSAW).timestamp())}.000000"


@pytest.mark.parametrize(
    ("scope", "reach"),
    [
        (Scope(), ("", TS)),
        (Scope(newest=100), ("", TS)),
        (Scope(since="24h"), (at(2026, 11, 25, 9, 30), TS)),
        (Scope(since="today"), (at(2026, 11, 26), TS)),
        (Scope(since="yesterday", until="today"), (at(2026, 11, 25), at(2026, 11, 26))),
        (Scope(since="2026-06-01"), (at(2026, 6, 1), TS)),
        (Scope(since="2026-11-01", until="2026-11-08"), (at(2026, 11, 1), at(2026, 11, 8))),
        (Scope(until="2027-01-01"), ("", TS)),
        # It is asked on a Thursday.
        (Scope(since="monday"), (at(2026, 11, 23), TS)),
        (Scope(since="thursday"), (at(2026, 11, 26), TS)),
        (Scope(since="friday"), (at(2026, 11, 20), TS)),
        (Scope(since="last-week", until="this-week"), (at(2026, 11, 16), at(2026, 11, 23))),
        (Scope(since="last-month", until="this-month"), (at(2026, 10, 1), at(2026, 11, 1))),
        (Scope(since="monday", until="tuesday@24:00"), (at(2026, 11, 23), at(2026, 11, 25))),
        (Scope(since="monday", until="friday@24:00"), (at(2026, 11, 23), TS)),
        (Scope(since="09:00"), (at(2026, 11, 26, 9), TS)),
        (Scope(since="10:00"), (at(2026, 11, 25, 10), TS)),
        (Scope(since="09:00", until="17:00"), (at(2026, 11, 26, 9), TS)),
        (Scope(since="22:00", until="06:00"), (at(2026, 11, 25, 22), at(2026, 11, 26, 6))),
        (Scope(since="yesterday@17:30"), (at(2026, 11, 25, 17, 30), TS)),
        (Scope(since="2026-11-01@24:00"), (at(2026, 11, 2), TS)),
        (Scope(since="1790000000.000100"), ("1790000000.000100", TS)),
    ],
)
def test_a_scope_reaches_from_when_to_when_in_the_askers_zone(scope, reach):
    assert bounds(scope, TS, WARSAW) == reach


def test_a_day_begins_at_another_moment_elsewhere():
    here, there = (bounds(Scope(since="today"), TS, zone)[0] for zone in (WARSAW, UTC))
    assert float(there) - float(here) == 3600


@given(st.integers(1, 8784), st.integers(1_600_000_000, 2_000_000_000))
def test_hours_are_hours_whenever_the_clocks_change(hours, asked):
    oldest, latest = bounds(Scope(since=f"{hours}h"), f"{asked}.000100", WARSAW)
    assert float(asked) - float(oldest) == hours * 3600
    assert latest == f"{asked}.000100"


@given(
    st.sampled_from([*WEEKDAYS, *WEEKS, *MONTHS, "today", "yesterday", "09:00", "2026-10-25"]),
    st.sampled_from(["", "@00:00", "@13:37", "@24:00"]),
    st.integers(1_793_000_000, 1_830_000_000),
)
def test_what_is_named_lies_before_it_was_asked_or_on_that_day(name, clock, asked):
    clock = "" if name == "09:00" else clock
    oldest, latest = bounds(Scope(since=f"{name}{clock}"), f"{asked}.000100", WARSAW)
    assert latest == f"{asked}.000100"
    assert asked - 62 * 86_400 < float(oldest) < asked + 2 * 86_400 or name == "2026-10-25"
