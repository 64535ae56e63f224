"""A paragraph that grows: up to where nothing is open in it, it is made harmless once."""

from __future__ import annotations

import re

from bot.reply.inline import Marks, inline, marks

_LONG = 400
"""Characters of a paragraph that are read again at most, as long as nothing is open in them."""
_SHORT = {"$": 80, "$$": 2_000, "\\(": 500, "\\[": 2_000}
"""Characters; maths left open longer than that is none. A single `$` may as well be money."""
_SPACE = re.compile(r"(?<=\S)[ \n]+(?=\w)")
_MATHS = re.compile(r"\\[(\[]|(?<![\w$])\$(?![\s\d$])|\$\$")


class Paragraph:
    """Push all of its text so far, whatever it is; another text than that begins anew."""

    def __init__(self) -> None:
        self._done = ""  # a part of it at its begin in which nothing is open
        self._shown = ""  # the same, made harmless

    def push(self, text: str) -> tuple[str, str]:
        """What is harmless already, and the rest of the text, which is not."""
        if not text.startswith(self._done):
            self._done = self._shown = ""
        rest = text[len(self._done) :]
        if len(rest) > _LONG and (safe := _safe(rest)):
            self._shown += inline(rest[:safe])
            self._done, rest = text[: len(self._done) + safe], rest[safe:]
        return self._shown, rest


def maths(text: str, found: Marks, end: int = 0) -> list[int]:
    """Where maths is begun that has not ended; if there is an end, not too long before it."""
    after = max((one.end for one in found.spans), default=0)
    begun = _MATHS.finditer(text, after)
    return [one.start() for one in begun if end - one.start() < _SHORT[one[0]]]


def _safe(text: str) -> int:
    """Up to where nothing is open in a text, and what follows is a word of its own."""
    found = marks(text)
    opened = [*found.loose, *(at for at, *_ in found.emphasis), *maths(text, found)]
    until = min(opened, default=len(text))
    taken = [(one.start, one.end) for one in found.spans] + found.paired
    for gap in reversed(list(_SPACE.finditer(text, 0, until))):
        if not any(start < gap.end() < end for start, end in taken):
            return gap.end()
    return 0
