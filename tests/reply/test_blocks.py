import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.blocks import Blocks
from bot.reply.inert import inert
from tests.corpora import corpora_needed
from tests.reply.judge import READER
from tests.reply.texts import PIECES, TEXTS, answers

LINES = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def settled(text: str) -> list[list[str]]:
    """What each line of `text` settled."""
    blocks = Blocks()
    return [[piece.text for piece in blocks.push(line)] for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a\nb\n", [[], [], ["a\nb"]]),
        ("a\n# b\nc", [[], ["a", "# b"], []]),
        ("- a\n- b\n\n", [[], ["a"], ["b"], []]),
        ("```py\nx\n\ny\n```", [[""], ["x"], [], ["", "y"], []]),
        ("> ```\n> x\na", [[""], ["x"], []]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nc", [[], [""], ["| 1 | 2 |"], [], []]),
        ("    x\n\n      y", [["", "x"], [], ["", "  y"]]),
        ("a\n$$\nx\n$$", [[], [], [], ["a", "", "$$", "x", "$$"]]),
    ],
)
def test_what_nothing_can_change_is_read_once(text, read):
    assert settled(text) == read


@given(LINES)
def test_at_most_a_paragraph_is_read_again(text):
    blocks = Blocks()
    for line in text.split("\n"):
        blocks.push(line)
        said = [line for line in blocks.tail if line.strip(" \t>")]
        assert len(blocks.rest()) <= 1
        assert len({piece.kind for piece in blocks.rest()} - {"text"}) == 0
        assert bool(said) == bool(blocks.rest())


@given(TEXTS)
def test_what_is_read_bit_by_bit_is_what_is_read_at_once(text):
    """`rest` reads all lines together, if none was settled before."""
    blocks, whole = Blocks(), Blocks()
    pieces = [piece for line in text.split("\n") for piece in blocks.push(line)] + blocks.rest()
    whole.tail = text.split("\n")
    shown = [piece.lines() for piece in pieces if piece.text]
    assert shown == [piece.lines() for piece in whole.rest() if piece.text]


@corpora_needed
def test_every_answer_has_the_blocks_that_commonmark_and_gfm_give_it():
    """A reader finds the same in what is shown as in what was said; but for maths, and HTML."""
    asked = 0
    for text in answers(150):
        if not any(mark in text for mark in ("$$", "\\[", "\\(", "$", "<", "![", "    ")):
            assert outline(inert(text)) == outline(text), text
            asked += 1
    assert asked > 25


def outline(markdown: str) -> list[tuple[str, int]]:
    blocks = READER.parse(markdown)
    return [(block.type, block.level) for block in blocks if block.type != "inline"]


def test_blocks_nested_without_end_are_text_at_last():
    for text in (">" * 3000 + "a", "- " * 3000 + "a", "1. " * 500 + "> " * 500 + "a"):
        assert inert(text).endswith("a")
