"""A plan is read from whatever a model makes of it, and nothing in it can act."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.reply.pages import pages
from bot.research.plan import LONGEST, MOST, lead, steps
from tests.reply.texts import HOSTILE

TEXT = st.text() | st.lists(st.sampled_from(HOSTILE)).map("".join)
WORDS = st.from_regex(r"[A-Za-zżó]{2,12}( [A-Za-z]{2,12}){0,6}", fullmatch=True)


@given(
    st.lists(WORDS, min_size=1, max_size=MOST, unique=True),
    st.sampled_from(["-", "*", "1.", "2)", "•"]),
)
def test_a_list_is_a_plan_however_it_is_marked(said, mark):
    text = "Here is my plan:\n\n" + "\n".join(f"{mark} **{step}**" for step in said) + "\n\nOk?"
    assert list(steps(text)) == said


@given(st.lists(WORDS, min_size=1, max_size=MOST, unique=True))
def test_lines_are_a_plan_where_there_is_no_list(said):
    assert list(steps("\n".join(said))) == said


@example("0_0")
@example("look _here_ now")
@given(TEXT)
def test_whatever_is_said_no_more_is_left_than_plain_short_words(text):
    plan = steps(text)
    assert len(plan) <= MOST
    for step in plan:
        assert 0 < len(step) <= LONGEST
        assert not re.search(r"[<>\[\]*`~#|\n]|\b_|_\b", step), step
        assert step == " ".join(step.split())


@given(TEXT)
def test_what_stands_before_the_answer_is_shown_as_it_is(text):
    plan = steps(text) or ("Look",)
    told = lead(plan, "At most this.")
    assert told.startswith("**Plan**\n\n1. ")
    assert "At most this." in "".join(pages(told))


def test_links_and_citations_leave_their_words():
    assert steps("1. Read [the *page*](https://a.example/x) <@U1>") == ("Read the page U1",)
