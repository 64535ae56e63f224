import pytest

from bot.reply.blocks import Blocks
from bot.reply.breaks import best
from bot.reply.sheet import Sheet


def break_(text: str, half: int = 0) -> str | None:
    """What stays of a page, if it is turned after `text`."""
    blocks, sheet = Blocks(), Sheet(10_000, len)
    for line in text.split("\n"):
        sheet.add(blocks.push(line))
    place = blocks.place
    at = best(sheet.pieces, sheet.uptos, half, place.frame if place.lead else None)
    return None if at is None else sheet_of(sheet, at)


def sheet_of(sheet: Sheet, at: int) -> str:
    other = Sheet(10_000, len)
    other.add(sheet.pieces[:at])
    return other.text


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("a\n\nb\n\nc", "a\n\nb"),
        ("a\n\n## heading\n", "a"),
        ("a\n```\nx\ny", "a"),
        ("a\n\n| h | i |\n|---|---|\n| 1 | 2 |", "a"),
        ("```\nx\ny", "```\nx\ny\n```"),
        ("```\nx\n```\na", "```\nx\n```"),
        ("| h | i |\n|---|---|\n| 1 | 2 |", "| h | i |\n|---|---|\n| 1 | 2 |"),
    ],
)
def test_a_page_is_turned_before_what_belongs_together(text, stays):
    assert break_(text) == stays


@pytest.mark.parametrize("text", ["```", "| h | i |\n|---|---|", "# heading"])
def test_what_only_opens_something_can_not_be_left_alone(text):
    assert break_(text) is None


def test_an_item_beyond_the_half_is_better_than_a_paragraph_before_it():
    text = "a\n\nb\n\n- cccc\n- dddd\n    - eeee\n```\nx"
    assert break_(text, half=6) == "a\n\nb\n\n- cccc\n- dddd\n  - eeee"
