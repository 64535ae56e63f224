from hypothesis import given
from hypothesis import strategies as st

from bot.answer.patience import Patience

CHANCE = st.floats(0, 1, exclude_max=True)
TOLD = st.none() | st.floats(0, 3600)


@given(st.integers(1, 10), st.floats(0, 400), CHANCE, TOLD)
def test_no_wait_is_longer_than_the_cap_or_goes_beyond_the_whole(tried, elapsed, chance, told):
    patience = Patience()
    wait = patience.wait(tried, elapsed, chance, told)
    if wait is not None:
        assert 0 <= wait <= patience.cap
        assert elapsed + wait <= patience.within
        assert tried < patience.tries


@given(st.floats(0, 30), CHANCE)
def test_what_the_server_says_is_kept_to(told, chance):
    wait = Patience().wait(1, 0, chance, told)
    assert wait is not None
    assert told <= wait <= told + 1


@given(st.floats(30.1, 1e9), CHANCE)
def test_who_is_told_to_wait_too_long_gives_up_and_says_so(told, chance):
    assert Patience().wait(1, 0, chance, told) is None


@given(CHANCE)
def test_each_wait_may_be_twice_as_long_as_the_one_before(chance):
    waits = [Patience(tries=9).wait(tried, 0, chance) for tried in range(1, 5)]
    assert waits == [chance * 2.0**n for n in range(4)]


def test_in_the_end_it_gives_up():
    assert Patience(tries=3).wait(3, 0, 0.5) is None
    assert Patience(within=10).wait(1, 10.1, 0.5) is None
