"""Whether there is room for what is not read yet is counted by an upper bound, line by line.

Each character counts for the most that it can take, whatever those after it make of it; so where
a page ends depends on nothing but the text up to there.
"""

from __future__ import annotations

import re

from bot.reply.sheet import Measure
from bot.reply.tokens import MARK

_MARKED = re.compile(r"[\[\]@]")
_CLOSED = re.compile(r"[*_~`]")
_MATHS = re.compile(r"\$|\\[\[(]")
_AROUND = 24
"""What a block that turns out to be code, a heading or a table takes beside its lines."""


class Room:
    """Counts by `measure`."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._mark = measure(MARK)

    def line(self, line: str) -> int:
        """The most that a line takes, closed and harmless."""
        most = self._measure(line)
        if "<" in line:
            most += 3 * line.count("<")
        if "|" in line:
            most += 7 * line.count("|") + 6
        most += self._mark * len(_MARKED.findall(line)) + len(_CLOSED.findall(line))
        return most + 10 * len(_MATHS.findall(line))

    def code(self, line: str) -> int:
        """The same of a line that can only be code."""
        return self._measure(line) + 1 + self._mark * (line.count("<") + line.count("]"))

    def around(self, line: str, margin: int) -> int:
        """What a block that begins with `line` takes around it; none, if it is just words."""
        return 0 if line[:1].isalpha() and not margin else _AROUND + 3 * margin
