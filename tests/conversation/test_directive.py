"""One order: what it is called, and what behind that is its value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dials import DIALS
from bot.conversation.directive import NAMES, first, named, taken
from bot.conversation.orders import Order
from bot.errors import WrongWords


@pytest.mark.parametrize(
    ("called", "dial"),
    [("web", "websearch"), ("Web-Search", "websearch"), ("LANG", "language"), ("top-p", "top_p")],
)
def test_a_dial_is_found_by_all_that_it_is_called(called, dial):
    assert named(called) is DIALS[dial]


def test_every_dial_is_called_by_its_own_name():
    assert {named(name) for name in DIALS} == set(NAMES.values()) == set(DIALS.values())


@given(st.sampled_from(list(DIALS.values())), st.text(max_size=40))
def test_what_is_not_taken_is_what_stands_behind_it(dial, text):
    try:
        one, rest = taken(dial, text)
    except WrongWords:
        return
    assert text.rstrip().endswith(rest.rstrip())
    assert one is None or one.value is None or dial.read(one.value) == one.value


def test_a_value_may_stand_on_the_line_below_if_it_is_all_of_it():
    effort = DIALS["effort"]
    assert taken(effort, "\nhigh\nwhy?") == (Order(effort, "high"), "why?")
    assert taken(effort, "\n\nhigh please") == (Order(effort, "high"), "")
    assert taken(effort, "\nhigh hopes?") == (None, "high hopes?")


def test_of_a_long_line_no_more_words_are_looked_at_than_can_be_the_value():
    line = "polish " * 100_000
    # It is asked anew for each order in a message: seconds together, if each looked at all of them.
    assert {first(DIALS["language"], line) for _ in range(2_000)} == {"polish"}
