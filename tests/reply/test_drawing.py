"""A message is drawn with its furniture, in words alone where it must, and read out complete."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.reply.drawing import Drawing, finished, growing, read
from bot.reply.furniture import STOP, Furniture

QUESTION = Question(Thread("T", "C", "1.0"), "1.0", "U1", "why?")


def test_words_alone_are_markdown():
    assert Drawing("**Hi**").content == {"markdown_text": "**Hi**"}


def test_what_grows_can_be_stopped_and_is_read_out_as_slack_derives_it():
    drawn = growing("Hi", QUESTION)
    assert [block["type"] for block in drawn.content["blocks"]] == ["markdown", "actions"]
    assert STOP in str(drawn.built)
    assert "text" not in drawn.content
    assert drawn.bare == {"markdown_text": "Hi"}


def test_what_has_ended_is_read_out_whole_and_its_words_come_first():
    drawn = finished("# Hi", Furniture("made so", "Sorry."))
    assert drawn.content["text"] == "Hi\n\n⚠️ Sorry.\n\nmade so"
    assert drawn.bare == {"markdown_text": "# Hi\n\nSorry.\n\nmade so"}
    long = "x" * 11_999
    assert finished(long, Furniture("made so")).bare == {"markdown_text": long}


def test_what_is_read_out_is_all_of_it_in_plain_words():
    told = read("# Hi\n\n**bold**", Furniture("made so", "Sorry.", notes=("A note.",)))
    assert told == "Hi\nbold\n\n⚠️ Sorry.\n\nA note.\n\nmade so"


@given(st.text(max_size=60) | st.just("<!channel> <@U1>"))
def test_what_is_read_out_can_not_act(markdown):
    assert not set(read(markdown, Furniture("<!here>"))) & set("<>")


@pytest.mark.parametrize(("char", "most"), [("a", 4000), ("é", 2000), ("語", 1333)])
def test_what_slack_would_not_take_is_left_to_slack(char, most):
    assert read(char * most, Furniture()) == char * most
    assert read(char * (most + 1), Furniture()) == ""
    assert "text" not in finished(char * (most + 1), Furniture("made so")).content
