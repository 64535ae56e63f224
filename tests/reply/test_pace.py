from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.pace import Pace, Urgency, urgency

TIME = st.floats(0, 1e6)


def test_a_new_reply_may_be_drawn_at_once():
    assert Pace().due_in(0.0) == 0.0


def test_a_drawn_one_waits_for_its_interval():
    pace = Pace(1.0).drawn(10.0)
    assert pace.due_in(10.25) == 0.75
    assert pace.due_in(11.0) == pace.due_in(99.0) == 0.0


@given(TIME, TIME, TIME)
def test_it_is_never_due_sooner_than_slack_said(now, seconds, drawn):
    pace = Pace().throttled(now, seconds).drawn(min(drawn, now))
    assert now + pace.due_in(now) >= now + seconds - 1e-6


@given(TIME, st.lists(st.tuples(st.booleans(), st.floats(0, 10))))
def test_it_is_never_drawn_more_often_than_once_an_interval(start, steps):
    now, pace, drawn = start, Pace(2.0), []
    for throttle, seconds in steps:
        now += seconds
        if throttle:
            pace = pace.throttled(now, seconds)
        elif pace.due_in(now) == 0.0:
            pace = pace.drawn(now)
            drawn.append(now)
    assert all(later - earlier >= 2.0 - 1e-6 for earlier, later in pairwise(drawn))


def test_a_pace_is_a_value():
    with pytest.raises(AttributeError):
        Pace().due = 1.0  # type: ignore[misc]


def test_what_goes_on_then_first_words_then_more_of_them():
    assert [urgency(*counts) for counts in ((0, 0), (5, 0), (9, 5), (3, 5))] == [
        Urgency.DOING,
        Urgency.FIRST,
        Urgency.MORE,
        Urgency.MORE,
    ]
