"""A whole message may be a word to the bot; a question that begins like one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.orders import WORDS, word


@pytest.mark.parametrize("said", WORDS)
def test_a_word_is_heard_however_it_is_typed(said):
    assert {word(f"!{said}"), word(f" !{said.upper()}. "), word(f"!{said}!")} == {said}


@pytest.mark.parametrize(
    "text", ["", "stop", "!stopp", "!stop that and tell me more", "please !stop", "!effort high"]
)
def test_anything_else_is_a_question(text):
    assert word(text) == ""


@given(st.text())
def test_any_text_is_one_or_none(text):
    assert word(text) in ("", *WORDS)
