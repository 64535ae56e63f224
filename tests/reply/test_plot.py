"""Bars made of text."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.plot import FULL, WIDTH, bars

VALUES = st.integers(0, 10**12) | st.decimals(0, 10**6, places=4)
ROWS = st.lists(st.tuples(st.integers(1, 31).map(str), st.just("7"), VALUES), min_size=1)


def lengths(drawn, prefix=5):
    """How long each bar is, in eighths of a character."""
    eighths = " ▏▎▍▌▋▊▉█"
    return [sum(map(eighths.index, line[prefix:])) for line in drawn.split("\n")]


@given(ROWS)
def test_a_larger_value_never_has_a_shorter_bar(rows):
    drawn = lengths(bars([("10", "7", value) for _, _, value in rows]))
    values = [value for _, _, value in rows]
    for value, bar in zip(values, drawn, strict=True):
        assert (bar > 0) == (value > 0)
        assert bar <= WIDTH * 8
    assert sorted(drawn) == [bar for _, bar in sorted(zip(values, drawn, strict=True))]
    if max(values):
        assert drawn[values.index(max(values))] == WIDTH * 8


@given(ROWS)
def test_figures_stand_below_one_another_whatever_a_font_makes_of_the_bars(rows):
    lines = bars(rows).split("\n")
    assert len(lines) == len(rows)
    assert {line.rstrip("▏▎▍▌▋▊▉█ ")[-1] for line in lines} == {"7"}
    assert (
        len({line.index("7", line.index(" ", 1)) for line in bars([("9", "7", 1)] * 3).split("\n")})
        == 1
    )
    assert not any(line.endswith(" ") for line in lines)


def test_nothing_is_drawn_of_nothing():
    assert bars([]) == ""
    assert bars([("1", "", 0)]) == "1"


def test_a_line_fits_a_telephone():
    assert len(bars([("31", "12,345,678", Decimal("0.5"))])) == 28
    assert bars([("31", "x", 1)]).count(FULL) == WIDTH
