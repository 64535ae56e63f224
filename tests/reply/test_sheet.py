from hypothesis import given
from hypothesis import strategies as st

from bot.reply.characters import size
from bot.reply.sheet import Sheet
from tests.reply.texts import PIECES

LINE = (
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join).map(lambda t: t.replace("\n", " "))
)


@given(st.lists(LINE, max_size=20), LINE)
def test_what_it_says_fits_does_fit_final_or_growing(lines, begun):
    sheet = Sheet(300)
    for line in lines:
        if sheet.fits(line, whole=True):
            sheet.add(line)
            assert size(sheet.text()) <= 300
            assert size(sheet.frame()) <= 300
    if sheet.fits(begun, whole=False):
        assert size(sheet.text(begun)) <= 300
        assert size(sheet.frame(begun)) <= 300


@given(st.lists(LINE, max_size=20), LINE)
def test_a_begun_line_without_room_never_finds_room_as_it_grows(lines, begun):
    sheet = Sheet(300)
    for line in lines:
        if sheet.fits(line, whole=True):
            sheet.add(line)
    room = [sheet.fits(begun[:end], whole=False) for end in range(len(begun) + 1)]
    assert room == sorted(room, reverse=True)
    assert sheet.fits(begun, whole=True) <= sheet.fits(begun, whole=False)


def test_a_turned_sheet_says_what_comes_next():
    sheet = Sheet(300)
    for line in ("| a | b |", "|---|---|", *["| 1 | 2 |"] * 28):
        assert sheet.fits(line, whole=True)
        sheet.add(line)
    assert not sheet.fits("| 3 | 4 |", whole=False)
    turn = sheet.turn("| 3 | 4 |")
    assert turn.page == "\n".join(["| a | b |", "|---|---|", *["| 1 | 2 |"] * 28])
    assert (turn.lines, turn.rest) == ([], "| 3 | 4 |")
    assert turn.sheet.text(turn.rest) == "| a | b |\n|---|---|\n| 3 | 4 |"


def test_a_closing_fence_always_has_room():
    sheet = Sheet(300)
    sheet.add("```")
    while sheet.fits("code", whole=True):
        sheet.add("code")
    for line in ("", "", "```"):
        assert sheet.fits(line, whole=True)
        sheet.add(line)
    assert sheet.text().endswith("\ncode\n```")
    assert size(sheet.text()) <= 300
