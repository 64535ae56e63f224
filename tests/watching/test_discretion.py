import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Refused, StoreError
from bot.watching.discretion import SAID, Discreet, arguments, discreet, trace

ASKED = "do wombats dream of marmalade"


@pytest.fixture
def asked():
    """Somebody's question is being dealt with."""
    before = SAID.set((ASKED, "袋熊會夢見果醬嗎"))
    yield
    SAID.reset(before)


def test_our_errors_say_why_and_those_of_others_are_named():
    assert (
        str(Discreet(Refused("status 400, max_tokens: 9 > 8"))) == "status 400, max_tokens: 9 > 8"
    )
    assert repr(Discreet(StoreError("Redis: LOADING"))) == "StoreError('Redis: LOADING')"
    assert str(Discreet(ValueError(ASKED))) == repr(Discreet(ValueError(ASKED))) == "ValueError"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("messages.0: Input should be a string, input: 'what she said'", "'…"),
        ('could not read "what she said\'s twice" at 7', '"… at 7'),
        ("cut within 'what she sa", "'…"),
        (
            "tools.0.name: 'clock' is taken, and it doesn't matter",
            "'clock' is taken, and it doesn't",
        ),
    ],
)
def test_what_stands_in_quotes_is_left_out_unless_it_is_a_name(said, told):
    assert told in discreet(said)
    assert "she" not in discreet(said)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "reason",
    [
        f"could not parse: {ASKED}?",
        "bad: wombats dream of",
        f"<{ASKED}>, {ASKED}",
        "壞: 會夢見果醬",
    ],
)
def test_what_people_said_is_left_out_whether_or_not_it_is_quoted(reason):
    told = discreet(reason)
    assert "…" in told
    assert not any(word in told for word in ("wombats", "dream", "夢"))


@pytest.mark.usefixtures("asked")
def test_a_word_or_two_that_people_said_as_well_stay():
    assert discreet("the dream of others") == "the dream of others"


@pytest.mark.usefixtures("asked")
@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 4), st.integers(3, 5))
@example("'", "'", 0, 5)
def test_no_three_words_of_a_question_get_through(before, after, first, count):
    words = ASKED.split()[first : first + count]
    told = discreet(f"{before} {' '.join(words)} {after}")
    assert len(words) < 3 or " ".join(words) not in told


@given(st.text())
def test_any_text_can_be_told(text):
    assert isinstance(discreet(text), str)


def test_arguments_that_are_no_errors_stay_as_they_are():
    error = ValueError(ASKED)
    assert arguments({"a": 1}) == {"a": 1}
    number, told = arguments((1, error))
    assert (number, str(told)) == (1, "ValueError")


def test_a_trace_tells_causes_and_places_and_no_foreign_word():
    def fails():
        raise KeyError(ASKED)

    try:
        try:
            fails()
        except KeyError as error:
            raise ExceptionGroup(ASKED, [Refused("no such model"), error]) from error
    except ExceptionGroup as group:
        group.exceptions[1].__cause__ = group  # they may even go round in a ring
        told = trace(group)
    assert "in fails" in told
    assert told.count("KeyError") >= 2
    assert "Refused('no such model')" in told
    assert "wombats" not in told
