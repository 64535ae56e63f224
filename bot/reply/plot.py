"""Bars made of text: one line each, and the bar comes last, so that odd fonts break nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_EIGHTHS = " ▏▎▍▌▋▊▉"
FULL = "█"
WIDTH = 14
"""Characters of the longest bar: with day and figure a line fits a telephone."""


def bars(rows: Sequence[tuple[str, str, int | Decimal]], width: int = WIDTH) -> str:
    """A line for each row: its name, its figure as people read it, and a bar as long as its value.

    The largest value fills `width`; what is more than nothing is never without a bar.
    """
    most = max((value for _, _, value in rows), default=0)
    names = max((len(name) for name, _, _ in rows), default=0)
    figures = max((len(figure) for _, figure, _ in rows), default=0)
    lines = (
        f"{name:>{names}} {figure:>{figures}} {_bar(value, most, width)}"
        for name, figure, value in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _bar(value: int | Decimal, most: int | Decimal, width: int) -> str:
    if value <= 0:
        return ""
    eighths = max(1, int(value * width * 8 / most))
    return FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
