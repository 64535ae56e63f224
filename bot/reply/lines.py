"""What each line of a Markdown text is, told from the lines before it alone.

A fold over lines, after the block structure of CommonMark 0.31 and of GFM's tables: just as much
of it as decides whether a line is code, and what a page that ends here has to close.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["blank", "text", "heading", "rule", "code", "fence", "table"]
LONGEST_FENCE = 80
"""Characters; what is longer is no fence that anybody meant, and could not be reopened."""

_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" {0,3}(?:[-+*]|(\d{1,9})[.)])(?: {1,4}(?=\S)| (?= *\S)| *$)")
_RULE = re.compile(r" {0,3}([-_*])(?: *\1){2,} *$")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_DELIMITER = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_PIPE = re.compile(r"(?<!\\)\|")
_QUOTED = 0


@dataclass(frozen=True, slots=True)
class Fence:
    """An open code fence: `mark` (at least three), `info`, and the `prefix` of its lines."""

    mark: str
    info: str
    prefix: str

    @property
    def end(self) -> str:
        """The line that closes it."""
        return self.prefix + self.mark

    def closed_by(self, line: str) -> bool:
        """Whether `line`, less its prefix, ends the fence."""
        return line.lstrip(" ").startswith(self.mark) and self.may_close(line)

    def may_close(self, line: str) -> bool:
        """Whether `line` ends the fence, or more of it could."""
        indent = len(line) - len(line.lstrip(" "))
        bare = line.strip(" ")
        return indent < 4 and bare != "" and not bare.strip(self.mark[0])


@dataclass(frozen=True, slots=True)
class Lines:
    """Where one stands after some lines: what the last one was, and what is still open.

    `within` are the open quotes (0) and list items (the width of their indentation). `cells`
    counts the cells of a line that may be a table's header, or of the table that is open.
    """

    kind: Kind = "blank"
    fence: Fence | None = None
    within: tuple[int, ...] = ()
    cells: int = 0

    def after(self, line: str) -> Lines:
        """Where one stands after one more `line`, given without its newline."""
        depth, rest = _go_on(self.within, line.expandtabs(4) if "\t" in line else line)
        whole = depth == len(self.within)
        if self.fence and whole:
            done = self.fence.closed_by(rest)
            return replace(self, kind="fence", fence=None if done else self.fence)
        here = self if whole else Lines(within=self.within[:depth])
        there, rest = _go_in(here, rest)
        leaf = _leaf(there, rest, len(line))
        if self.kind == "text" and there is here and leaf.kind == "text":
            return replace(leaf, within=self.within)  # a paragraph goes on, however lazily
        return leaf

    def goes_on(self, line: str) -> bool:
        """Whether `line`, or one that it begins, stands in all open quotes and list items."""
        return not line.strip() or _go_on(self.within, line.expandtabs(4))[0] == len(self.within)

    def closes(self, line: str) -> bool:
        """Whether `line`, a whole one, ends the open fence."""
        return self.closing(line) and self.after(line).fence is None

    def closing(self, line: str) -> bool:
        """Whether `line`, a begun one, ends the open fence, or more of it could."""
        depth, rest = _go_on(self.within, line.expandtabs(4))
        return self.fence is not None and depth == len(self.within) and self.fence.may_close(rest)

    @property
    def width(self) -> int:
        """The indentation of what stands in the open list items; 0 in a quote."""
        return 0 if _QUOTED in self.within else sum(self.within)

    @property
    def quoted(self) -> str:
        """The marks of the open quotes, as a line begins with them."""
        return "> " * self.within.count(_QUOTED)

    @property
    def header(self) -> bool:
        """Whether the last line can be a table's header, so that the next one decides."""
        return self.kind == "text" and self.cells > 0


def _go_on(within: tuple[int, ...], rest: str) -> tuple[int, str]:
    """How many of the open containers a line goes on in, and the line less their prefixes."""
    for depth, width in enumerate(within):
        if width == _QUOTED:
            if not (quote := _QUOTE.match(rest)):
                return depth, rest
            rest = rest[quote.end() :]
        elif rest[:width].strip(" ") and rest.strip(" "):
            return depth, rest
        else:
            rest = rest[width:]
    return len(within), rest


def _go_in(here: Lines, rest: str) -> tuple[Lines, str]:
    """Open the containers that a line begins with; `here` itself if there are none."""
    while not _RULE.match(rest):
        if quote := _QUOTE.match(rest):
            width, rest = _QUOTED, rest[quote.end() :]
        elif (item := _ITEM.match(rest)) and not _only_text(here, item, rest):
            empty = item.end() == len(rest)
            width = len(item[0].rstrip(" ")) + 1 if empty else item.end()
            rest = rest[item.end() :]
        else:
            break
        here = Lines(within=(*here.within, width))
    return here, rest


def _only_text(here: Lines, item: re.Match[str], rest: str) -> bool:
    """Whether a paragraph goes on: only a list that starts at 1 and says something ends it."""
    return here.kind == "text" and (item[1] not in {None, "1"} or item.end() == len(rest))


def _leaf(here: Lines, rest: str, length: int) -> Lines:
    """`here`, after a line that says `rest` once its containers are open."""
    now = Lines(within=here.within)
    if not rest.strip(" "):
        return now
    if rest.startswith("    "):
        return replace(now, kind="text" if here.kind == "text" else "code")
    if (fence := _FENCE.match(rest)) and length <= LONGEST_FENCE:
        prefix = "".join("> " if width == _QUOTED else " " * width for width in here.within)
        if len(prefix) <= LONGEST_FENCE // 2:
            return replace(now, kind="fence", fence=Fence(fence[1], fence[2].strip(), prefix))
    if _HEADING.match(rest):
        return replace(now, kind="heading")
    if _RULE.match(rest):
        return replace(now, kind="rule")
    return _row(here, rest, now)


def _row(here: Lines, rest: str, now: Lines) -> Lines:
    """A line of text: a table's, or a paragraph's that may turn out to be its header."""
    cells = len(_PIPE.findall(rest.strip(" ").removeprefix("|").removesuffix("|"))) + 1
    if "|" not in rest:
        return replace(now, kind="text")
    if here.kind == "table" or (here.header and here.cells == cells and _DELIMITER.match(rest)):
        return replace(now, kind="table", cells=here.cells)
    return replace(now, kind="text", cells=cells)
