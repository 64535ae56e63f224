"""The bot's own sentences say what is so, and nothing in them can act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.commands import Commands
from bot.conversation.dials import DIALS
from bot.conversation.preferences import Choice, Preferences
from bot.reply import words

NOW = Preferences("claude", effort="high", web_search=True)
DOING = ["thinking", "searching", "fetching", "running", "something new"]


@pytest.mark.parametrize(
    ("name", "choice", "sentence"),
    [
        ("effort", None, "Effort: *high* (the default)."),
        ("effort", Choice("high", "thread"), "Effort: *high* (set in this thread)."),
        ("effort", Choice("high", "person"), "Effort: *high* (your own setting)."),
        ("effort", Choice("high", "channel"), "Effort: *high* (set for this channel)."),
        ("websearch", None, "Web search: *on* (the default)."),
        ("thinking", None, "Thinking: *the model's own* (the default)."),
    ],
)
def test_what_a_dial_stands_at_and_who_says_so(name, choice, sentence):
    assert words.told(DIALS[name], NOW, choice) == sentence


@pytest.mark.parametrize(
    ("value", "kind", "sentence"),
    [
        ("high", "thread", "Effort is now *high* in this thread."),
        ("high", "person", "Effort is now *high* for you, everywhere."),
        ("high", "channel", "Effort is now *high* for this channel."),
        (None, "thread", "Effort is no longer set in this thread."),
        (None, "person", "Effort is no longer set for you, everywhere."),
        (None, "channel", "Effort is no longer set for this channel."),
    ],
)
def test_what_was_turned_and_where(value, kind, sentence):
    assert words.turned(DIALS["effort"], value, kind) == sentence


def test_what_further_places_say_can_not_act():
    evil = Choice("<https://evil.example|Sign in> & <!channel>", "channel")
    for name in ("instructions", "stop_sequence"):
        told = words.besides(DIALS[name], [evil])
        assert "<" not in told
        assert "&lt;!channel&gt; (set" in told.replace("*", "")


def test_what_is_not_quoted_stands_apart_from_a_quotation():
    quoted = words.turned(DIALS["instructions"], "Be brief.", "person")
    assert words.together(quoted, "More.") == f"{quoted}\n\nMore."
    assert words.together("Effort: *high*.", "More.") == "Effort: *high*. More."
    assert words.together(quoted, "") == quoted


@pytest.mark.parametrize("what", DOING)
def test_what_goes_on_is_one_quiet_line(what):
    line = words.doing(what, "")
    assert line.startswith("_")
    assert line.endswith("…_")
    assert "\n" not in line


def test_nothing_goes_on_while_it_writes():
    assert words.doing("", "") == words.doing("", "whatever") == ""


def test_a_search_says_for_what():
    assert words.doing("searching", "weather in Oslo") == "_Searching the web: weather in Oslo…_"


@given(
    st.sampled_from(DOING), st.text() | st.sampled_from(["<!channel>", "@here", "[x](http://y)"])
)
def test_what_it_is_about_can_not_act_and_stays_one_short_line(what, subject):
    line = words.doing(what, subject)
    assert len(line) < 140
    assert "\n" not in line
    assert not set(line) & set("<>@[]()`*")


def test_help_names_every_command():
    for dial in DIALS.values():
        if dial.command:
            assert f"`/{dial.name}" in words.helping(Commands())
            assert f"`/tl-{dial.name}" in words.helping(Commands("tl-"))


def test_what_stands_for_an_answer_is_never_empty():
    for sentence in (words.HERE, words.AGAIN, words.FULL, words.TIRED, words.HELP):
        assert sentence.strip()
