"""An order is read however it is typed, and the model is told what it may use."""

import pytest

from bot.conversation.commands import Commands
from bot.conversation.orders import RESEARCH, word
from bot.research.bounds import Bounds, Spent
from bot.research.brief import blind, brief, conclude, go_on, topic, usage


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("!research why?", "why?"),
        ("  !Research: why?", "why?"),
        ("!RESEARCH, why?\nand how?", "why?\nand how?"),
        ("!research !research why?", "!research why?"),
        ("!research", ""),
        ("!research  \n ", ""),
        ("!research:", ""),
    ],
)
def test_an_order_is_read_without_its_word(text, asked):
    assert word(text) == RESEARCH
    assert topic(text) == asked


@pytest.mark.parametrize("text", ["research why?", "!researcher", "see !research why"])
def test_what_only_looks_like_one_is_none(text):
    assert word(text) != RESEARCH


def test_the_model_is_told_its_plan_and_what_it_may_use():
    told = brief(("look", "think"), Bounds(searches=7, pages=3))
    assert "1. look\n2. think" in told
    assert "at most 7 times" in told
    assert "most 3 pages" in told
    assert "uncertain" in told
    assert "question mark" in told


def test_who_goes_on_has_what_is_left_and_never_less_than_nothing():
    told = go_on(Bounds(searches=7, pages=3), Spent(searches=5, pages=9))
    assert "search 2 times and read 0 pages" in told


def test_it_is_told_why_it_ends_and_what_can_not_be():
    limits = ("searches", "pages", "tokens", "dollars", "minutes")
    assert len({conclude(limit) for limit in limits}) == len(limits)
    assert "from what you know" in blind()
    assert "`/tl-research which" in usage(Commands("tl-"))
