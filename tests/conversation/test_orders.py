"""What a message orders: a whole one may be a word to the bot, another begins with values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.directives import carried, directives, only
from bot.conversation.orders import WORDS, word
from bot.conversation.question import Question
from bot.conversation.spoken import escaped
from bot.conversation.thread import Thread


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!stop_sequence &lt;/answer&gt;", "</answer>"),
        ("!stop_sequence &lt;/answer&gt; why?", "</answer>"),
        ("!instructions a &lt; b &amp; see <https://x.example>", "a < b & see https://x.example"),
        ("!temperature .5", ".5"),
        ("!temperature 0,5 why?", "0.5"),
        ("!effort: high why?", "high"),
    ],
)
def test_a_value_is_what_was_typed_and_not_how_slack_writes_it(text, value):
    orders, asked, _ = directives(text)
    assert ([order.value for order in orders], asked) == ([value], [])


@given(st.text(min_size=1, max_size=9))
def test_what_is_carried_over_is_set_once_more(value):
    value = "".join(value.split()).strip("'\"“”„‘’«»`.") or "<b>&"
    thread = Thread("T1", "C1", "1.000001")
    asked = Question(thread, "1.000001", "U1", f"!stop_sequence {escaped(value)} why?")
    again = Question(thread, "2.000001", "U1", f"{carried(asked)} go on")
    assert only([again]) == only([asked])


@pytest.mark.parametrize("said", WORDS)
def test_a_word_is_heard_however_it_is_typed(said):
    assert {
        word(f"!{said}"),
        word(f" !{said.upper()}. "),
        word(f"!{said}!"),
        word(f"！{said}"),
    } == {said}


@pytest.mark.parametrize(
    "text", ["", "stop", "!stopp", "!stop that and tell me more", "please !stop", "!effort high"]
)
def test_anything_else_is_a_question(text):
    assert word(text) == ""


@given(st.text())
def test_any_text_is_one_or_none(text):
    assert word(text) in ("", *WORDS)
