import html
import random
import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from bot.reply.characters import blank, size
from bot.reply.frame import MORE, ended
from bot.reply.inert import inert
from bot.reply.pages import Pages
from tests.corpora import corpora_needed
from tests.reply.texts import TEXTS, answers

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def seen(markdown: str) -> str:
    """What a person reads, without blanks."""
    text = html.unescape(re.sub(r"<[^>]*>", "", READER.render(markdown)))
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.parametrize(
    ("begun", "shown"),
    [
        ("plain text", "plain text"),
        ("some **bold", "some **bold**"),
        ("some **bold and *both", "some **bold and *both***"),
        ("some **bold*", "some **bold**"),
        ("some ***", "some"),
        ("a_b_c and _so", "a_b_c and _so_"),
        ("2 * 3 and ~~old", "2 * 3 and ~~old~~"),
        ("some `code", "some `code`"),
        ("some ``a ` b", "some ``a ` b``"),
        ("some `", "some"),
        ("see [the docs", "see"),
        ("see [the docs]", "see"),
        ("see [the docs](https://x.io/a_(b", "see"),
        ("see [the docs](https://x.io/a_(b))", "see [the docs](https://x.io/a_(b))"),
        ("see ![alt](ht", "see"),
        ("**see [the", "**see**"),
        ("a <", "a"),
        ("back\\", "back"),
        ("- [ ] to do", "- [ ] to do"),
        ("* **a** b", "* **a** b"),
        *[
            (begun, "")
            for begun in ("#", "##", "-", "1.", "12", "```", "```py", "~~", "|", ">", "--")
        ],
    ],
)
def test_a_begun_line_is_shown_as_if_it_ended_there(begun, shown):
    assert ended(begun) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("Code:\n```py\nx = 1", "Code:\n```py\nx = 1\n```"),
        ("Code:\n```py\nx = 1\n``", "Code:\n```py\nx = 1\n```"),
        ("Code:\n```p", "Code:"),
        ("> ```\n> x", "> ```\n> x\n> ```"),
        ("Table:\n\n| a | b |", "Table:"),
        ("Table:\n\n| a | b |\n|--", "Table:"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 ", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("| only a pipe |\nmore", "| only a pipe |\nmore"),
        ("[label](http", MORE),
    ],
)
def test_what_is_open_is_closed_and_what_is_half_is_held_back(page, shown):
    assert frame(page) == shown


@given(TEXTS)
def test_a_frame_of_something_shows_something(text):
    page = inert(text)
    assert blank(frame(page)) == blank(page) == False or frame(page) == MORE  # noqa: E712


@given(TEXTS)
def test_a_growing_page_and_a_page_as_it_stands_have_the_same_frame(text):
    growing = Pages()
    growing.push(text)
    for shown in growing.frames():
        assert size(shown) <= 12_000
        assert frame(shown).startswith(shown[:-40]) or shown == MORE


@corpora_needed
def test_what_a_frame_shows_is_how_the_whole_begins():
    """Of real answers cut at random; but an asterisk in prose may for a moment look like more."""
    chance = random.Random(7)
    asked = strayed = 0
    for text in answers(60):
        whole = seen(inert(text))
        for _ in range(20):
            growing = Pages(100_000)
            growing.push(text[: chance.randrange(1, len(text))])
            for shown in growing.frames():
                asked += 1
                strayed += not whole.startswith(seen(shown)) and shown != MORE
    assert asked > 1000
    assert strayed <= asked // 200
