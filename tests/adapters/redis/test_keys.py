"""Keys are values made into strings in one place."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.adapters.redis import keys
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account

HERE = Thread("T1", "C1", "1700000000.000100")
SECONDS = st.integers(0, 99_999_999_999)
FRACTIONS = st.text("0123456789", max_size=9)


@st.composite
def stamps(draw):
    fraction = draw(FRACTIONS)
    return f"{draw(SECONDS)}{'.' if fraction else ''}{fraction}"


@given(stamps(), stamps())
@example("9.999999", "10.000000")
@example("1700000000.000009", "1700000000.00001")
@example("1700000000.9", "1700000000.123456")
@example("1700000000", "1700000000.000001")
def test_members_sort_as_their_stamps_do_as_numbers(one, other):
    first, second = (keys.member(Question(HERE, ts, "U1", "")) for ts in (one, other))
    if Decimal(one) != Decimal(other):
        assert (first < second) == (Decimal(one) < Decimal(other))


def test_a_question_asked_again_sorts_beside_its_first_asking():
    first = Question(HERE, "1700000000.000100", "U1", "")
    again, later = replace(first, again="1700000009.1"), replace(first, ts="1700000000.0002")
    assert keys.member(first) < keys.member(again) < keys.member(later)


@given(stamps())
def test_a_member_ends_in_the_id_of_its_question(ts):
    question = Question(HERE, ts, "U1", "")
    assert keys.member(question).partition(" ")[2] == question.id


def test_all_keys_share_one_hash_tag():
    made = [
        keys.READY,
        keys.LEASES,
        keys.OWNER,
        keys.FENCE,
        keys.WAKE,
        keys.waiting(HERE),
        keys.question("T1:C1:1.0"),
        keys.conversation(HERE),
        keys.known(HERE),
        keys.preferences(Place("person", "T1:U1")),
        keys.changes(Place("person", "T1:U1")),
        keys.changes(Place("workspace", "T1")),
        keys.channels("T1"),
        *keys.allowance("T1"),
        keys.kept(HERE),
        keys.usage(Account("thread", str(HERE))),
        keys.usage(Account("team", "T1")),
        keys.usage(Account("team", "T1", "2026-11-22")),
        keys.pause("api.example.com"),
        keys.refused("api.example.com"),
    ]
    assert {key[: key.index("}") + 1] for key in made} == {"{threadloom}"}
    assert len(set(made)) == len(made)


@given(st.dates(date(1970, 1, 1)))
def test_a_day_is_counted_as_unix_does(day):
    seconds = int(datetime.combine(day, time(23, 59, 59), UTC).timestamp())
    key = keys.usage(Account("team", "T1", day.isoformat()))
    assert key.rpartition(":")[2] == str(seconds // 86_400)


@pytest.mark.parametrize("day", ["today", "2026-02-30", "20779"])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(ValueError, match=r"isoformat|out of range"):
        keys.usage(Account("team", "T1", day))
