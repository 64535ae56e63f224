"""A frame of a growing page is valid to look at: what is half-written is held back or closed."""

from __future__ import annotations

import re

from bot.reply.characters import blank
from bot.reply.inert import MARK, still
from bot.reply.lines import Lines

MORE = "…"
"""What a page shows whose every word is still half-written."""

_QUIET = 300
"""Characters; a bracket left open longer than that is no link any more."""

_BARE = re.compile(r"[\s>]*(?:[-+*=_#|:.~>]+|\d{1,9}[.)]?|`{1,2}|`{3}[^`]*|~{3}.*)\s*")
_LEAD = re.compile(r"(?:[\s>]*(?:[-+*]|\d{1,9}[.)])\s+)*(?:\[[ xX]\]\s)?[\s>#]*")
_HALF = re.compile(r"(?:<[^\s>]*|&(?:l|lt|lt;|#?\d*)?|(?<!\\)(?:\\\\)*\\)$")
_PIECE = re.compile(
    r"\\[!-/:-@\[-`{-~]|`+|!?\[|\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)?|\]|\*+|_+|~~"
)
_RUN = re.compile(r"`+")


def frame(page: str) -> str:
    """An inert `page`, the last of a growing answer, as it may be shown now."""
    *lines, tail = page.split("\n")
    here = Lines()
    for line in lines:
        here = here.after(line)
    return framed(lines, here, tail.replace(f"]{MARK}(", "]("))


def framed(lines: list[str], here: Lines, tail: str) -> str:
    """The same, of inert whole `lines`, after which one stands `here`, and a begun raw one."""
    if here.fence and here.goes_on(tail):
        said = [] if here.closing(tail) or not tail.strip() else [still(tail, here)]
        shown = ["\n".join([*lines, *said]).rstrip(), here.fence.end]
    else:
        if here.header and lines[-1].lstrip(" >").startswith("|") and not tail.strip("|:- \t>"):
            lines = lines[:-1]
        held = here.kind == "table" or tail.lstrip(" >").startswith("|")
        line = "" if held else ended(tail)
        shown = [*lines, still(line, here.after(line))]
    page = "\n".join(shown).strip("\n").rstrip()
    return MORE if blank(page) else page


def ended(tail: str) -> str:
    """A line that is still being written, as if it ended here."""
    return "" if _BARE.fullmatch(tail) else _Marks(_HALF.sub("", tail)).read()


class _Marks:
    """The inline marks that a begun line has opened, read once from left to right."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._end = len(line)
        self._labels: list[int] = []
        self._open: list[tuple[str, int]] = []  # marks, and where they stand

    def read(self) -> str:
        lead = _LEAD.match(self._line)
        at = lead.end() if lead else 0
        while at < self._end and (piece := _PIECE.search(self._line, at)):
            at = self._take(piece)
        for label in self._labels:
            if len(self._line) - label < _QUIET:
                self._end = min(self._end, label)
        return self._closed()

    def _take(self, piece: re.Match[str]) -> int:
        """Where to go on after `piece`."""
        mark, start, end = piece[0], piece.start(), piece.end()
        if mark[0] == "`":
            return self._span(mark, start)
        if mark[0] in "[!":
            self._labels.append(start)
        elif mark[0] == "]":
            whole = mark.endswith(")") or (mark == "]" and end < len(self._line))
            if self._labels and whole:
                self._labels.pop()
        elif mark[0] in "*_~":
            self._emphasis(mark, start, end)
        return end

    def _span(self, ticks: str, start: int) -> int:
        begin = start + len(ticks)
        for run in _RUN.finditer(self._line, begin):
            if len(run[0]) == len(ticks):
                return run.end()
        if self._line[begin:].strip("` "):
            self._line = self._line.rstrip("` ")
            self._end = len(self._line)
            self._open.append((ticks, start))
        else:
            self._end = start
        return self._end

    def _emphasis(self, mark: str, start: int, end: int) -> None:
        before, after = self._line[:start][-1:], self._line[end:][:1]
        if _flanks(before, after, mark[0]):
            for place in reversed(range(len(self._open))):
                if self._open[place][0][0] == mark[0]:
                    self._shut(place, len(mark))
                    return
        if not after:
            self._end = start
        elif _flanks(after, before, mark[0]):
            self._open.append((mark, start))

    def _shut(self, place: int, length: int) -> None:
        mark, at = self._open[place]
        left = mark[length:]
        self._open[place:] = [(left, at)] if left else []

    def _closed(self) -> str:
        kept = [mark for mark, at in self._open if at < self._end]
        text = self._line[: self._end].rstrip()
        return text + "".join(reversed(kept))


def _flanks(inner: str, outer: str, char: str) -> bool:
    """Whether a run of `char` between the two may close, or read backwards open, emphasis."""
    if not inner or inner.isspace():
        return False
    if char == "_" and outer.isalnum():
        return False
    return inner.isalnum() or not outer or not outer.isalnum()
