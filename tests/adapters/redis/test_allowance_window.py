"""Whatever replies begin and end when, the window holds, finals come first, and turns are fair."""

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply.pace import Urgency
from tests.adapters.redis.office import MINUTE, played

CEILING = 8
TIMES = st.integers(0, 60).map(float)
LIVES = st.tuples(TIMES, st.integers(0, 20).map(float), TIMES)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(lives=st.lists(LIVES, min_size=2, max_size=9))
def test_whenever_replies_begin_speak_and_end_the_window_is_shared_well(url, lives):
    lived = [(begins, begins + quiet, begins + lasts) for begins, quiet, lasts in lives]
    office = played(lived, url, CEILING)
    no_minute_holds_more_edits_than_slack_allows(office)
    no_final_waits_while_what_finals_may_use_is_free(office)
    an_interim_leaves_room_for_the_final_of_every_running_reply(office)
    no_later_turn_of_one_passes_another_that_waited_longer(office)


def no_minute_holds_more_edits_than_slack_allows(office):
    times = [time for time, *_ in office.edits]
    late = zip(times, times[CEILING:], strict=False)
    assert all(after - before >= MINUTE - 1e-5 for before, after in late)


def no_final_waits_while_what_finals_may_use_is_free(office):
    for reply in office.replies:
        assert reply.final is not None, "none is dropped"
        for _now, used, ending in reply.refused:
            assert used + ending > CEILING


def an_interim_leaves_room_for_the_final_of_every_running_reply(office):
    for at, (now, _reply, kind, running) in enumerate(office.edits):
        used = sum(time > now - MINUTE for time, *_ in office.edits[: at + 1])
        assert kind == "final" or used + running <= CEILING


def no_later_turn_of_one_passes_another_that_waited_longer(office):
    for one, other in permutations(office.replies, 2):
        for since, granted, kind in one.turns[1:]:
            passed = [t for t in other.turns if t[0] < since and t[1] > granted]
            assert not passed or kind == Urgency.FIRST or passed[0][2] == Urgency.DOING


def test_thirty_that_end_at_the_same_moment_are_all_finished_in_it(url):
    office = played([(0.0, 2.0, 45.0)] * 30, url)
    assert {reply.final for reply in office.replies} == {45.0}
    assert 45 <= len(office.edits) <= 50, "and what they could leave was used"


def test_newcomers_who_end_at_once_find_room_where_one_had_all_of_it(url):
    office = played([(0.0, 0.0, 70.0), *[(60.0, 60.0, 61.0)] * 9], url)
    assert {reply.final for reply in office.replies[1:]} == {61.0}


def test_first_words_come_before_more_words(url):
    office = played([(0.0, 0.0, 60.0)] * 10 + [(20.0, 20.0, 60.0)] * 6, url)
    firsts = [turn for reply in office.replies[10:] for turn in reply.turns[:1]]
    assert len(firsts) == 6
    between = [e for e in office.edits if 20 < e[0] < max(turn[1] for turn in firsts)]
    assert all(kind == Urgency.FIRST for _, _, kind, _ in between)


def test_what_goes_on_never_takes_the_edits_of_words(url):
    office = played([(0.0, 15.0, 50.0)] * 20, url)
    kinds = [kind for _, _, kind, _ in office.edits]
    assert kinds.count(Urgency.DOING) <= 10
    assert kinds.count(Urgency.FIRST) >= 18


def test_with_more_running_than_edits_nobody_is_lost(url):
    office = played([(0.0, 1.0, 70.0)] * 2 * CEILING, url, CEILING)
    finals = sorted(reply.final for reply in office.replies)
    assert finals[CEILING - 1] == 70.0
    assert finals[-1] <= 70.0 + MINUTE + 2.6
