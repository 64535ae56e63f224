"""Bounds are told before, counted after, and never let more through than they say."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.research.bounds import ROOM, Bounds, Spent, accounted, announced, named, reason

WHOLE = st.integers(1, 10**9)
MONEY = st.decimals("0.01", 10_000, places=2)
BOUNDS = st.builds(Bounds, WHOLE, WHOLE, WHOLE, MONEY, st.integers(1, 240))
SPENT = st.builds(
    Spent,
    st.integers(0, 200),
    st.integers(0, 200),
    st.integers(0, 10**9),
    st.none() | st.decimals(0, 10_000, places=4),
    st.floats(0, 100_000),
)


@given(BOUNDS)
def test_what_is_kept_reads_as_the_same_bounds(bounds):
    assert Bounds.read(json.loads(json.dumps(bounds.counts()))) == bounds


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists)
    | st.dictionaries(st.sampled_from([*Bounds().counts()]), st.none() | st.integers() | st.text())
)
def test_whatever_was_kept_reads_as_bounds_of_something(told):
    read = Bounds.read(told)
    assert min(read.searches, read.pages, read.tokens, read.minutes) > 0
    assert read.dollars > 0


@given(BOUNDS, SPENT)
def test_it_ends_exactly_when_one_of_them_has_no_room_left(bounds, spent):
    full = spent.searches >= bounds.searches and spent.pages >= bounds.pages
    tokens = spent.tokens >= bounds.tokens * ROOM
    money = spent.dollars is not None and spent.dollars >= bounds.dollars * ROOM
    time = bounds.seconds(spent) == 0
    assert bool(bounds.reached(spent)) == (full or tokens or money or time)


@given(BOUNDS, SPENT, SPENT)
def test_once_reached_it_stays_reached(bounds, spent, more):
    if bounds.reached(spent) and spent.dollars is not None and more.dollars is not None:
        assert bounds.reached(spent + more)


@given(SPENT, SPENT, SPENT)
def test_what_was_spent_adds_up_in_any_order(one, two, three):
    left, right = (one + two) + three, one + (two + three)
    assert (left.searches, left.pages, left.tokens) == (right.searches, right.pages, right.tokens)
    assert left.dollars == right.dollars
    assert (left.dollars is None) == (None in (one.dollars, two.dollars, three.dollars))


@given(BOUNDS, SPENT)
def test_no_more_is_told_to_be_searched_than_may_be(bounds, spent):
    told = accounted(bounds, spent)
    assert f"Searches {min(spent.searches, bounds.searches):,} of {bounds.searches:,}" in told
    assert ("$" in told) == bool(spent.dollars)


def test_money_that_nobody_can_count_is_said_to_have_no_bound():
    assert "$2" in announced(Bounds(), priced=True)
    told = announced(Bounds(), priced=False)
    assert "$" not in told
    assert "money has no bound" in told


def test_each_bound_has_its_words():
    limits = ("searches", "pages", "tokens", "dollars", "minutes")
    assert all(reason(limit) and named(limit) for limit in limits)
    assert reason("") == ""
    assert Bounds().seconds(Spent(seconds=10**6)) == 0
    assert Bounds(dollars=Decimal("0.1")).reached(Spent(dollars=Decimal("0.075"))) == "dollars"
