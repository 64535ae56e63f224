import pytest
from hypothesis import given

from bot.reply.leaves import Box, cells, leaves
from tests.reply.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("some text\nmore", ["text"]),
        ("## Heading", ["heading"]),
        ("a\n---", ["heading"]),
        ("* * *", ["rule"]),
        ("    code", ["code"]),
        ("text\n    text still", ["text"]),
        ("- item\n\n    text of it", ["text", "text"]),
        ("```\nx", ["fence"]),
        ("> 1. ~~~ info", ["fence"]),
        ("``` no `fence`", ["text"]),
        ("| a | b |\n|---|---|", ["table"]),
        ("| a | b |\n|---|", ["text"]),
        ("text\n$$\nx\n$$\nmore", ["text", "math", "text"]),
        ("\\[\n  x\n\\]", ["math"]),
        ("$$ 5 is a lot", ["text"]),
        ("<div>\n*a*\n</div>", ["text"]),
        ("[1]: https://x.io", ["text"]),
        ("-\n- b", ["text", "text"]),
    ],
)
def test_a_leaf_is_what_markdown_makes_it(text, kinds):
    assert [leaf.kind for leaf in leaves(text.split("\n"))] == kinds


@given(TEXTS)
def test_leaves_stand_one_after_another(text):
    lines = text.split("\n")
    at = 0
    for leaf in leaves(lines):
        assert at <= leaf.start < leaf.end <= len(lines)
        assert leaf.fresh <= len(leaf.path)
        at = leaf.end


def test_boxes_are_told_apart_and_known_again():
    first, second = leaves(["> 1. a", ">    - b"])
    assert [box.mark for box in second.path] == [">", "1.", "-"]
    assert second.path[:2] == first.path
    assert (first.fresh, second.fresh) == (2, 1)
    again = leaves(["> 1. ___", ">    - b"], first.path)[-1]
    assert again.path[:2] == first.path


@pytest.mark.parametrize(
    ("box", "opening", "indent"),
    [
        (Box(">", 2), "> ", "> "),
        (Box("-", 2), "- ", "  "),
        (Box("-", 4), "  - ", "    "),
        (Box("1.", 4), " 1. ", "    "),
    ],
)
def test_a_box_is_opened_as_wide_as_it_was(box, opening, indent):
    assert (box.opening, box.indent) == (opening, indent)


def test_cells_are_what_stands_between_pipes():
    assert cells(r"| a | b \| c |  |") == ["a", "b | c", ""]
    assert cells("a|b") == ["a", "b"]
