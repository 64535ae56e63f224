"""A growing text is cut only where what stands before it will never change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.calm import Cuts, calm
from tests.reply.texts import PIECES


def cut(text, **more):
    """The text in pieces, cut at every point."""
    ats = [0, *(point.at for point in Cuts().points(text, 0, whole=more.get("whole", False)))]
    return [text[a:b] for a, b in zip(ats, [*ats[1:], len(text)], strict=True) if text[a:b]]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("one two three", ["one ", "two ", "three"]),
        ("- item one", ["- item ", "one"]),
        ("see [a b](https://x.y/z) now", ["see ", "[a b](https://x.y/z) ", "now"]),
        ("see [a b](https://x.y and", ["see ", "[a b](https://x.y and"]),
        ("see [a b]", ["see ", "[a b]"]),
        ("an **x y** z", ["an ", "**x y** ", "z"]),
        ("an **x y", ["an ", "**x y"]),
        ("`a b` c", ["`a b` ", "c"]),
        ("a `b c", ["a ", "`b c"]),
        ("2 * 3 * 4", ["2 ", "* ", "3 ", "* ", "4"]),
        ("snake_case is one", ["snake_case ", "is ", "one"]),
        (r"so \( x + y \) it is", ["so ", r"\( x + y \) ", "it ", "is"]),
        ("so $x + y$ it is", ["so ", "$x + y$ ", "it ", "is"]),
        ("it is $5 or $6 now", ["it ", "is ", "$5 ", "or ", "$6 ", "now"]),
        ("中文字，再來", ["中", "文", "字", "，", "再", "來"]),
    ],
)
def test_a_line_is_cut_before_words_and_inside_of_no_mark(line, pieces):
    cuts = [0, *calm(line)]
    assert [line[a:b] for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True)] == pieces


def test_a_mark_that_nobody_closes_is_no_mark():
    assert calm("an [x " + "word " * 100 + "end")


def test_lines_and_paragraphs_are_told_apart():
    ranks = [(p.at, p.rank) for p in Cuts().points("a\nb\n\nc\n\n    d\nand", 0, whole=False)]
    assert ranks == [(2, 1), (5, 0), (12, 1), (14, 1)]


@pytest.mark.parametrize("begun", ["-", "12.", "``", "#", "---", "```py", "   >", "$$"])
def test_a_line_is_left_alone_until_one_can_tell_what_it_is(begun):
    assert Cuts().points(f"- a\n{begun}", 0, whole=False) == []


@pytest.mark.parametrize(("opens", "ends"), [(r"\[", r"\]"), ("$$", "$$")])
def test_display_maths_are_shown_as_a_whole(opens, ends):
    text = f"So:\n\n{opens}\na + b\n= c\n{ends}\n\nThat."
    found = [p.at for n in range(len(text)) for p in Cuts().points(text[:n], 0, whole=False)]
    assert {text[at:][:5] for at in found} == {f"{opens}\na "[:5], "That."[:5]}


def test_a_fence_is_shown_line_by_line_and_knows_how_to_go_on():
    text = "```py\nx = 1\n    y\n```\nafter"
    found = Cuts().points(text, 0, whole=False)
    assert [(text[p.at], p.rank, p.again, p.close) for p in found] == [
        ("y", 2, "```py\n", "```"),
        ("`", 2, "```py\n", "```"),
        ("a", 1, "", ""),
    ]


def test_a_fence_in_a_quote_is_closed_in_it():
    assert Cuts().left("> ```py\n> x\n> y", 12).close == "> ```"


def test_a_table_is_shown_with_its_first_row_and_repeats_its_header():
    text = "| a |\n|---|\n| 1 |\n| 2 |\n\nafter"
    found = Cuts().points(text, 0, whole=False)
    assert [(text[p.at :][:5], p.rank, p.again) for p in found] == [
        ("| 2 |", 2, "| a |\n|---|\n"),
        ("after", 0, ""),
    ]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_every_cut_is_before_a_character_that_is_seen(text):
    for point in Cuts().points(text, 0, whole=False):
        assert text[point.at].strip()
    assert "".join(cut(text)) == text


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.data())
def test_what_was_read_for_good_is_not_needed_for_the_cuts_behind_it(text, data):
    points = Cuts().points(text, 0, whole=False)
    if not points:
        return
    begin = data.draw(st.sampled_from(points)).at
    cuts = Cuts()
    cuts.settle(text, begin)
    assert cuts.points(text, begin, whole=False) == [p for p in points if p.at > begin]
    assert cuts.left(text, begin) == Cuts().left(text, begin)
