"""Modals as Slack takes them: what one person reads alone, and the form for a comment."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.view import LARGEST, checked
from bot.reply.characters import plain, size
from bot.reply.modals import SECTION, SECTIONS, comment, leaves, loading, note, reading

LONG = st.builds(
    "".join,
    st.lists(st.text(max_size=40) | st.sampled_from(["x" * 4000, "é " * 1700, "🧵" * 2000])),
)


@given(LONG)
def test_leaves_hold_all_of_a_text_in_sections_that_fit(text):
    told = leaves(text)
    parts = [part for leaf in told for part in leaf]
    assert "".join("".join(parts).split()) == "".join(plain(text).split())
    assert all(0 < size(part) <= SECTION and part.strip() for part in parts)
    assert all(0 < len(leaf) <= SECTIONS for leaf in told)


@given(LONG, st.integers(-3, 40))
def test_slack_takes_every_leaf(text, leaf):
    if told := leaves(text):
        view = reading("Thinking", leaf, told, "C1 T1:C1:1.0")
        assert len(checked(view, "modal")["blocks"]) <= 100


def test_the_largest_leaf_is_not_too_large():
    told = leaves("\u3042" * SECTION * SECTIONS * 2)
    view = reading("Thinking", 1, told, "x" * 200)
    assert len(json.dumps(view)) < LARGEST
    checked(view, "modal")


def test_words_and_lines_are_kept_together_where_that_is_possible():
    text = "\n".join(f"{n} " + "word " * 100 for n in range(40))
    parts = [part for leaf in leaves(text) for part in leaf]
    assert all(part.endswith("\n") for part in parts[:-1])


@pytest.mark.parametrize("text", ["", " \n ", "\t"])
def test_there_is_no_leaf_where_there_is_nothing_to_read(text):
    assert leaves(text) == []


def test_one_leaf_needs_no_turning():
    view = reading("Thinking", 0, leaves("Short."), "")
    assert [block["type"] for block in view["blocks"]] == ["section"]


@pytest.mark.parametrize("view", [loading("Thinking"), note("T" * 40, "So."), comment("a b", "")])
def test_slack_takes_the_others(view):
    checked(view, "modal")


def test_a_comment_made_before_stands_in_its_form():
    view = checked(comment("a b", "Wrong."), "modal")
    assert view["blocks"][0]["element"]["initial_value"] == "Wrong."
    assert view["private_metadata"] == "a b"
