"""Where a growing Markdown text may be cut so that what stands before will never change.

What a native stream has shown can't be taken back, so no mark may be left open before a cut: not
a link, an emphasis or a code span, nor a table of which no row has come. Every cut is before a
character that is seen, since Slack loses blanks at the front of what is appended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

Rank = Literal[0, 1, 2, 3]
"""How good a place to turn the page: between paragraphs, lines, lines of code or a table, words."""

_FENCE = re.compile(r"[ \t]{0,12}(?:>[ ]?)*(?:[-*+] |\d{1,9}[.)] )?[ ]{0,3}(`{3,}(?=[^`]*$)|~{3,})")
_ROW = re.compile(r"[\s>]*\|")
_LEAD = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s)?[#>\s]*")
_BARE = re.compile(r"[\s>]*(?:[-+*=_#|:.~>]+|\d{1,9}[.)]?|`+[^`]*|~{3}.*)\s*")
"""The begin of a line of which nobody can tell yet what it is."""
_DISPLAY = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?(\\\[|\$\$)")
_ENDS = {"\\[": "\\]", "$$": "$$"}
_PIECE = re.compile(
    r"(?P<maths>\\[()\[\]]|\$+)|\\.|(?P<code>`+)|(?P<mark>\*+|_+|~~)|(?P<open>!?\[)|(?P<shut>\](?:\([^\s()]*"
    r"(?:\([^\s()]*\)[^\s()]*)*(?:\s+\"[^\"]*\")?\))?)|(?P<gap>\s+)"
    r"|(?P<wide>[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef])"
)
_GAP = re.compile(r"\s*")
_MARKS = re.compile(r"[^>\s]")
_PATIENCE = 300
"""Characters after which a mark that nobody closed is taken for what it says."""
_MONEY = 80
"""The same of a single `$`."""
_LONG = 300
"""Characters of a line that one has to be able to cut within."""


class Point(NamedTuple):
    """A place to cut: `at` characters in, and the lines that open there what the cut leaves open.

    `close` is what ends it before the cut: the mark of a fence.
    """

    at: int
    rank: Rank
    again: str = ""
    close: str = ""


def lead(text: str, at: int) -> str | None:
    """What the line that begins at `at` begins with before its words; None if none begins there."""
    if text[text.rfind("\n", 0, at) + 1 : at].strip():
        return None
    if fence := _FENCE.match(text[at:].partition("\n")[0]):
        return fence[1]
    found = _LEAD.match(text, at)
    marks = found[0] if found else ""
    return marks or ("|" if text[at : at + 1] == "|" else "")


@dataclass(slots=True)
class Cuts:
    """Where a text that grows may be cut. What is settled of it is read once, line by line.

    `begun` is where the first line begins that is not settled; the rest is the fence, the maths or
    the table in which one stands there.
    """

    begun: int = 0
    fence: str = ""
    opened: str = ""
    within: int = 0
    maths: str = ""
    table: list[str] = field(default_factory=list)

    def settle(self, text: str, at: int) -> None:
        """No cut before `at` is asked for any more, and nothing before it changes."""
        end = text.rfind("\n", self.begun, at) + 1
        if end > self.begun:
            for line in text[self.begun : end - 1].split("\n"):
                self._read(line.rstrip())
            self.begun = end

    def points(self, text: str, begin: int, *, whole: bool) -> list[Point]:
        """The cuts of `text` after `begin`, in order; its end is one only where it is `whole`."""
        found: dict[int, Point] = {}
        for point in self._fork().all(text, begin):
            if begin < point.at < len(text):
                found.setdefault(point.at, point)
        if whole and begin < len(text):
            found[len(text)] = Point(len(text), 0)
        return [found[at] for at in sorted(found)]

    def left(self, text: str, at: int) -> Point:
        """A cut at `at`, wherever that is, with what it leaves open."""
        cuts = self._fork()
        cuts.settle(text, at)
        return cuts.point(at, 3, row=text[at : at + 1] == "|")

    def _fork(self) -> Cuts:
        return replace(self, table=[*self.table])

    def all(self, text: str, begin: int) -> Iterator[Point]:
        """Read all that is not settled; those of its cuts that can be behind `begin`."""
        at = self.begun
        for line in text[at:].split("\n"):
            end = at + len(line) + 1
            whole = end <= len(text)
            plain = not (self.fence or self.maths or _ROW.match(line) or _FENCE.match(line))
            plain = plain and not _begun(line)
            here = end > begin and (not whole or len(line) > _LONG)
            if plain and here:
                yield from (Point(at + cut, 3) for cut in calm(line, max(0, begin - at)))
            if whole:
                self._read(line.rstrip())
                if end >= begin:
                    yield from self._after(text, end)
            at = end

    def point(self, at: int, rank: Rank, *, row: bool) -> Point:
        """A cut here: inside of a fence, or before another `row` of a table, or of neither."""
        if self.fence:
            quoted = self.opened[: self.opened.index(self.fence)]
            return Point(at, rank, f"{self.opened}\n", _MARKS.sub(" ", quoted) + self.fence)
        if row and len(self.table) > 2:
            return Point(at, rank, "\n".join([*self.table[:2], ""]))
        return Point(at, rank)

    def _read(self, line: str) -> None:
        """Where one stands after a whole line."""
        mark = _FENCE.match(line)
        if self.fence:
            self.within += 1
            if mark and mark[1].startswith(self.fence) and not line[mark.end() :].strip("`~ "):
                self.fence = self.opened = ""
        elif self.maths:
            self.maths = "" if not line or line.endswith(self.maths) else self.maths
        elif maths := _begun(line):
            self.maths, self.table = maths, []
        elif mark:
            self.fence, self.opened, self.within, self.table = mark[1], line, 0, []
        elif _ROW.match(line):
            self.table.append(line)
        else:
            self.table = []

    def _after(self, text: str, end: int) -> Iterator[Point]:
        """The cut after the whole line that ends at `end`, if what follows is seen already."""
        gap = _GAP.match(text, end)
        seen = gap.end() if gap else end
        if seen == len(text) or self.maths or (self.fence and not self.within):
            return
        if not self.fence and _unsure(text, end, seen):
            return
        row = text[seen] == "|"
        if self.fence or (self.table and row):
            if self.fence or len(self.table) > 2:
                yield self.point(seen, 2, row=row)
            return
        blank = "\n" in text[end:seen]
        nested = text[seen - 1] != "\n"
        yield Point(seen, 0 if blank and not nested else 1)


def _begun(line: str) -> str:
    """What will end the display maths that a line begins; "" if it begins none, or ends it too."""
    found = _DISPLAY.match(line)
    if not found:
        return ""
    end, rest = _ENDS[found[1]], line[found.end() :].rstrip()
    return "" if rest.endswith(end) else end


def _unsure(text: str, end: int, seen: int) -> bool:
    """Whether it may still change how what ends at `end` and what is seen next are told apart."""
    line, whole, _ = text[seen:].partition("\n")
    begun = not whole and _BARE.fullmatch(line)
    return bool(begun or (_DISPLAY.match(line) and "\n" not in text[end:seen]))


def calm(line: str, after: int = 0) -> list[int]:
    """Where a line may be cut: at the first character of each word before which no mark is open.

    `after` is such a place itself: only those behind it are told.
    """
    cuts: list[int] = []
    opened: dict[str, int] = {}
    lead = _LEAD.match(line)
    at = max(after, lead.end() if lead else 0)
    while piece := _PIECE.search(line, at):
        at = piece.end()
        if opened and at - min(opened.values()) > _PATIENCE:
            opened.clear()
        if at - opened.get("$", at) > _MONEY:
            del opened["$"]
        if piece["gap"] or piece["wide"]:
            if not opened and at < len(line) and not line[at].isspace():
                cuts.append(at)
        elif piece["maths"]:
            _maths(line, piece, opened)
        elif piece["code"]:
            at = _span(line, piece, opened)
        else:
            _mark(line, piece, opened)
    return cuts


def _span(line: str, piece: re.Match[str], opened: dict[str, int]) -> int:
    """The end of the code that begins here; what has no end yet stays open."""
    ticks = piece["code"]
    end = re.compile(rf"(?<!`){ticks}(?!`)").search(line, piece.end())
    if end:
        return end.end()
    opened.setdefault(ticks, piece.start())
    return piece.end()


def _maths(line: str, piece: re.Match[str], opened: dict[str, int]) -> None:
    mark, before, after = piece["maths"], line[: piece.start()][-1:], line[piece.end() :][:1]
    if mark in ("\\)", "\\]"):
        opened.pop("\\" + "(["[mark == "\\]"], None)
    elif mark != "$":
        if opened.pop(mark, None) is None or mark[0] == "\\":
            opened[mark] = piece.start()
    elif mark in opened and before.strip():
        del opened[mark]
    elif not (after.isspace() or after.isdigit() or before.isalnum()):
        opened.setdefault(mark, piece.start())


def _mark(line: str, piece: re.Match[str], opened: dict[str, int]) -> None:
    if piece["open"]:
        opened.setdefault("[", piece.start())
    elif piece["shut"]:
        # At the end of what has come a target may follow yet.
        if piece.end() < len(line) and line[piece.end()] != "(":
            opened.pop("[", None)
    elif piece["mark"]:
        mark, before, after = piece["mark"][0], line[: piece.start()][-1:], line[piece.end() :][:1]
        if mark in opened and before.strip():
            del opened[mark]
        elif after.strip() and not (mark == "_" and before.isalnum()):
            opened[mark] = piece.start()
