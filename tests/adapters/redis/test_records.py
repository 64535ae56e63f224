"""What is written is read again as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.redis import records
from bot.conversation.attachment import Attachment
from bot.conversation.conversation import Turn
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreError
from bot.reply.journal import Journal

WORDS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # Keys and strings alike: the API may send whatever it likes.
    | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
    max_leaves=8,
)
BLOCKS = st.dictionaries(WORDS, JSON)
HERE = Thread("T1", "C1", "1.0")


@settings(max_examples=50)
@given(st.sampled_from(["user", "assistant"]), st.lists(BLOCKS, max_size=3), BLOCKS)
def test_a_turn_comes_back_verbatim(role, content, about):
    turn = Turn(role, tuple(content), "T1:C1:1.0", about)
    assert records.read(Turn, records.write(turn)) == turn


@settings(max_examples=50)
@given(st.lists(st.builds(Turn, st.just("user"), st.tuples(BLOCKS), WORDS, BLOCKS), max_size=4))
def test_many_turns_come_back_in_order_as_each_does(turns):
    raws = [records.write(turn) for turn in turns]
    assert records.read_all(Turn, raws) == [records.read(Turn, raw) for raw in raws] == turns


@given(WORDS, st.booleans(), WORDS)
def test_a_question_comes_back_whole(text, direct, again):
    question = Question(HERE, "2.0", "U1", text, direct=direct, again=again)
    assert records.read(Question, records.write(question)) == question


def test_a_question_comes_back_with_its_files():
    file = Attachment("F1", "a.png", "image/png", 7, "https://files.slack.com/a", "hosted", "")
    question = Question(HERE, "2.0", "U1", "", files=(file,))
    assert records.read(Question, records.write(question)) == question


def test_a_question_from_before_there_were_files_has_none():
    old = (
        b'{"v":1,"value":{"thread":{"team":"T1","channel":"C1","ts":"1.0"},"ts":"2.0",'
        b'"user":"U1","text":"hi","direct":false,"again":""}}'
    )
    assert records.read(Question, old) == Question(HERE, "2.0", "U1", "hi")


def test_a_journal_comes_back_whole():
    journal = Journal("posted", "r1", ("1.0", "2.0"), 12)
    assert records.read(Journal, records.write(journal)) == journal


def test_half_of_a_surrogate_pair_costs_one_character():
    question = Question(HERE, "2.0", "U1", 'so "\ud83d\n" 😀')
    assert records.read(Question, records.write(question)).text == 'so "?\n" 😀'


@pytest.mark.parametrize(
    "raw",
    [
        b'{"v":2,"value":{"phase":""}}',
        b'{"value":{"phase":""}}',
        b'{"v":1}',
        b'{"v":1,"value":{"phase":7}}',
        b'{"v":1,"value":[]}',
        b"not JSON",
        b"\xff",
        b"",
    ],
)
def test_what_we_did_not_write_is_refused(raw):
    with pytest.raises(StoreError):
        records.read(Journal, raw)
    good = records.write(Journal())
    with pytest.raises(StoreError):
        records.read_all(Journal, [good, raw, good])
