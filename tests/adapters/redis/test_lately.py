"""What a process remembers of threads, and of what it promised."""

from dataclasses import replace

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


def order(ts, text="why?", how="aside", **more):
    return replace(asked(ts, ts), text=text, how=how, **more)


def test_an_order_that_stands_nowhere_is_owed_until_it_is_dealt_with():
    lately = Lately()
    orders = [order(1), order(2, how="there"), order(3, "!research x", "open")]
    orders.append(order(4, "!summarize 7d", ""))
    for each in orders:
        lately.promised(each)
    assert lately.owed(0) == orders
    assert lately.owed(3) == orders[2:]
    lately.dealt_with(orders[0])
    lately.dealt_with(orders[0])
    assert lately.owed(0) == orders[1:]


def test_of_what_stands_in_slack_only_the_thread_is_remembered():
    lately = Lately()
    for each in (asked(1, 1), asked(1, 2), order(3, how=""), order(4, "!export", "")):
        lately.promised(each)
    lately.promised(replace(order(5), thread=Thread("T1", "C1", "1.0")))
    lately.promised(order(6, "!summarize 7d", "", direct=True))
    assert lately.owed(0) == []


def test_there_is_room_for_the_newest_orders():
    lately = Lately(orders=3)
    for ts in range(1, 9):
        lately.promised(order(ts))
    assert [each.ts for each in lately.owed(0)] == ["6.0", "7.0", "8.0"]
