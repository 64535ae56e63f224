import html
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.reply.characters import blank, size
from bot.reply.frame import MORE, ended
from bot.reply.inert import inert
from bot.reply.pages import Pages
from tests.corpora import corpora_needed
from tests.reply.texts import TEXTS, answers

LIMITS = st.integers(300, 500)
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
    ],
)
def test_a_begun_line_is_shown_as_if_it_ended_there(begun, shown):
    assert ended(begun) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
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
        ("See https://exam", "See"),
        ("See https://example.com now", "See https://example.com now"),
        ("So \\(x_1 + y", "So"),
        ("So $x_1 + y", "So"),
        ("So $x_1$ and", "So `$x_1$` and"),
        ("It costs $5 and", "It costs $5 and"),
        ("So\n$$\nx_1", "So"),
        ("- one\n- ", "- one"),
        ("- one\n- **tw", "- one\n- **tw**"),
        ("## Head **li", "## Head **li**"),
        ("### ", ""),
        ("1. one\n   - [two](htt", "1. one"),
        ("a\n***", "a"),
        ("[1] and [x] more", "[1] and [x] more"),
        ("A claim. [1](https://x.io", "A claim."),
        ("- [ ] to do", "- [ ] to do"),
        ("* **a** b", "* **a** b"),
        *[
            (begun, "")
            for begun in ("#", "##", "-", "1.", "12", "```", "```py", "~~", "|", "> -", "--")
        ],
    ],
)
def test_what_is_open_is_closed_and_what_is_half_is_held_back(text, shown):
    growing = Pages()
    growing.push(text)
    assert growing.frames() == [shown or MORE]


@given(TEXTS)
def test_a_frame_of_something_shows_something(text):
    growing = Pages()
    growing.push(text)
    assert [blank(page) for page in growing.frames()] == [False for _ in growing.all()]


@given(TEXTS, LIMITS)
def test_a_frame_fits_its_page(text, limit):
    growing = Pages(limit)
    growing.push(text)
    assert all(size(page) <= limit for page in growing.frames())


@given(TEXTS)
def test_a_frame_has_nothing_open(text):
    """It reads the same when more text follows as when none does."""
    growing = Pages()
    growing.push(text)
    for page in growing.frames():
        assert seen(f"{page}\n\nword") == f"{seen(page)}word"


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
