from hypothesis import given
from hypothesis import strategies as st

from bot.reply.blocks import Blocks
from bot.reply.characters import octets, size
from bot.reply.sheet import Sheet
from tests.reply.texts import PIECES

TEXT = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def written(text: str, *, upto: int | None = None, measure=size) -> list[Sheet]:
    """A page of all of `text`; or of the first pieces, and another of the rest."""
    blocks, sheets = Blocks(), [Sheet(5_000, measure), Sheet(5_000, measure)]
    pieces = [piece for line in text.split("\n") for piece in blocks.push(line)] + blocks.rest()
    sheets[0].add(pieces[:upto])
    sheets[1].add(pieces[upto:] if upto is not None else [])
    return sheets


@given(TEXT, st.sampled_from([size, octets, len]))
def test_it_knows_how_long_it_is(text, measure):
    sheet, _ = written(text, measure=measure)
    assert sheet.used == measure(sheet.text)


@given(TEXT, TEXT)
def test_what_is_only_tried_is_not_kept(text, more):
    sheet, other = written(text)[0], Blocks()
    before, pieces = sheet.text, [one for line in more.split("\n") for one in other.push(line)]
    tried = sheet.trying(pieces)
    assert (sheet.text, sheet.used) == (before, size(before))
    sheet.add(pieces)
    assert sheet.text == tried


def test_what_is_open_is_closed_and_opened_again_on_the_next():
    first, second = written("> ```py\n> x\n> y\n> ```", upto=2)
    assert first.text == "> ```py\n> x\n> ```"
    assert second.text == "> ```py\n> y\n> ```"


def test_the_header_of_a_table_is_repeated():
    first, second = written("| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 |", upto=2)
    assert first.text == "| a | b |\n|---|--:|\n| 1 | 2 |"
    assert second.text == "| a | b |\n|---|--:|\n| 3 |  |"


def test_what_stood_in_an_item_of_an_earlier_page_goes_on_at_the_margin():
    _, second = written("1. a\n\n   b\n   - c\n2. d", upto=1)
    assert second.text == "b\n\n- c\n\n2. d"


def test_numbers_go_on_where_each_was_written_as_one():
    _, second = written("1. a\n1. b\n1. c", upto=1)
    assert second.text == "2. b\n3. c"
