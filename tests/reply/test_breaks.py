import pytest

from bot.reply.breaks import Row, best
from bot.reply.sheet import Sheet


def rows(text: str) -> tuple[list[Row], int | None]:
    sheet = Sheet(10_000)
    for line in text.split("\n"):
        sheet.add(line)
    return sheet._rows, sheet._block


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("a\n\nb\n\nc", "a\n\nb\n"),
        ("a\nb\nc", "a\nb\nc"),
        ("a\n\n## heading\n", "a\n"),
        ("a\n```\nx\ny", "a"),
        ("a\n| h | i |\n|---|---|\n| 1 | 2 |", "a"),
        ("a\n| h | i |", "a"),
        ("```\nx\ny", "```\nx\ny"),
        ("```\nx\n```\na", "```\nx\n```"),
        ("| h | i |\n|---|---|\n| 1 | 2 |", "| h | i |\n|---|---|\n| 1 | 2 |"),
    ],
)
def test_a_page_is_turned_before_what_belongs_together(text, stays):
    assert best(*rows(text), half=0) == len(stays.split("\n"))


@pytest.mark.parametrize("text", ["```", "| h | i |", "| h | i |\n|---|---|"])
def test_what_only_opens_something_can_not_be_left_alone(text):
    assert best(*rows(text), half=0) is None


def test_a_line_beyond_the_half_is_better_than_a_paragraph_before_it():
    written, block = rows("a\n\nbbbb\ncccc\ndddd")
    assert best(written, block, half=0) == 2
    assert best(written, block, half=10) == 5
