import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from bot.playground.slack.entries import REQUIRED, complaint, given, initial
from bot.playground.slack.refusal import Refusal

from .forms import number, option, select, words

BOXES = {"type": "checkboxes", "action_id": "c", "options": [option("a"), option("b")]}


def test_a_field_that_nobody_touched_says_what_the_app_put_there():
    assert initial(words(initial_value="x")) == {"type": "plain_text_input", "value": "x"}
    assert initial(select()) == {"type": "static_select", "selected_option": None}
    assert initial(BOXES) == {"type": "checkboxes", "selected_options": []}


def test_what_is_chosen_comes_back_as_the_option_it_is():
    assert given(select(), "high")["selected_option"] == option("high")
    assert given(select(), None)["selected_option"] is None
    assert given(BOXES, ["b", "a"])["selected_options"] == [option("b"), option("a")]
    assert given(words(), "")["value"] is None
    for element, value in ((select(), "else"), (BOXES, "else"), (words(), ["a"])):
        with pytest.raises(Refusal):
            given(element, value)


@pytest.mark.parametrize(
    ("element", "value", "said"),
    [
        (words(), "", REQUIRED),
        (words(min_length=3), "ab", "at least 3"),
        (words(max_length=3), "abcd", "more than 3"),
        (words(max_length=3), "😀😀", "more than 3"),
        (words(), "x" * 3_001, "more than 3000"),
        (number(), "1.5", "enter a number"),
        (number(), "x", "enter a number"),
        (number(min_value="2"), "1", "at least 2"),
        (number(max_value="2"), "3", "at most 2"),
        (select(), None, REQUIRED),
        (BOXES, [], REQUIRED),
    ],
)
def test_the_client_complains_before_anything_is_sent(element, value, said):
    assert said in complaint(element, given(element, value), optional=False)


def test_an_optional_field_may_stay_empty_and_a_right_one_is_fine():
    assert complaint(words(min_length=3), given(words(), ""), optional=True) == ""
    assert complaint(words(min_length=3), given(words(), "abc"), optional=False) == ""
    decimal = number(is_decimal_allowed=True, min_value="-1", max_value="2")
    assert complaint(decimal, given(decimal, "1.5"), optional=False) == ""


@every(st.text(max_size=50), st.integers(0, 20), st.integers(1, 20))
def test_what_a_field_takes_is_never_longer_or_shorter_than_it_says(text, least, most):
    element = words(min_length=least, max_length=most)
    taken = not complaint(element, given(element, text), optional=False)
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert taken == bool(text and least <= length <= most)
