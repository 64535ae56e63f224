"""What a process remembers of threads."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.redis.lately import Lately
from bot.conversation.question import Question
from bot.conversation.thread import Thread


def asked(root, ts):
    return Question(Thread("T1", "C1", f"{root}.0"), f"{ts}.0", "U1", "Hi")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99))), st.integers(1, 5))
def test_it_is_the_threads_seen_last_with_their_latest_question(seen, most):
    lately = Lately(most)
    for root, ts in seen:
        lately.saw(asked(root, ts))
    roots = list(dict.fromkeys(root for root, _ in reversed(seen)))[:most]
    kept = lately.since(0)
    assert {thread.ts for thread in kept} == {f"{root}.0" for root in roots}
    for thread, last in kept.items():
        assert last in {ts for root, ts in seen if f"{root}.0" == thread.ts}


def test_only_what_is_new_enough_is_told():
    lately = Lately()
    lately.saw(asked(1, 5))
    lately.saw(asked(2, 9))
    assert list(lately.since(6).values()) == [9.0]
