from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summary.bounds import bounds
from bot.summary.scope import Scope

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
