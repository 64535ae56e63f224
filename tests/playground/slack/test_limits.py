from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.limits import PER_CHANNEL, RATES, Limits, Rate
from bot.playground.slack.methods import METHODS

from .conftest import Clock


@given(
    st.lists(st.floats(0, 20), min_size=1, max_size=60),
    st.integers(1, 5),
    st.integers(1, 60),
)
def test_no_window_ever_holds_more_calls_than_the_rate(pauses, calls, seconds):
    clock = Clock()
    limits = Limits(clock, {"m": Rate(calls, seconds)}, {})
    admitted = []
    for pause in pauses:
        clock.now += pause
        if limits.admit("m") == 0:
            admitted.append(clock.now)
    for start in admitted:
        assert sum(start <= at < start + seconds for at in admitted) <= calls
    assert limits.accepted["m"] + limits.refused["m"] == len(pauses)


@given(st.integers(1, 5), st.integers(1, 60))
def test_who_waits_as_long_as_told_is_admitted(calls, seconds):
    clock = Clock()
    limits = Limits(clock, {"m": Rate(calls, seconds)}, {})
    for _ in range(calls):
        assert limits.admit("m") == 0
    wait = limits.admit("m")
    assert isinstance(wait, int)
    assert wait >= 1
    clock.now += wait
    assert limits.admit("m") == 0


def test_a_channel_that_is_full_leaves_room_in_the_others(clock):
    limits = Limits(clock)
    assert [limits.admit("chat.postMessage", "C1") for _ in range(11)] == [0] * 10 + [10]
    assert limits.admit("chat.postMessage", "C2") == 0
    clock.now += 10
    assert limits.admit("chat.postMessage", "C1") == 0


def test_a_refused_call_is_not_counted_against_the_other_window(clock):
    limits = Limits(clock, {"m": Rate(3)}, {"m": Rate(1)})
    assert limits.admit("m", "C1") == 0
    for _ in range(5):
        assert limits.admit("m", "C1") == 60
    assert limits.admit("m", "C2") == limits.admit("m", "C3") == 0
    assert limits.refused["m"] == 5


def test_every_method_has_a_rate_and_every_rate_a_method():
    assert set(RATES) == set(METHODS)
    assert set(PER_CHANNEL) <= set(METHODS)


def test_edits_are_fifty_a_minute():
    assert RATES["chat.update"] == Rate(50, 60.0)
