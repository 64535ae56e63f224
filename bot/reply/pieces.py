"""What a page is put together from: leaves, and the rows of those that may be parted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.reply.inline import inline, marks
from bot.reply.leaves import Box, Leaf, cells
from bot.reply.tokens import code, within

COLUMNS = 20
"""What a table of Slack's can have (facts/slack.md §1.7); a wider one is shown as code."""
ROWS = 100
"""The same of its rows, the header among them; a longer one becomes several."""
_INFO = 60
"""Characters; a longer info of a fence is shown as its first line, for it may be repeated."""
_BREAK = re.compile(r"\\.|[ \t]*(?P<mark><br\s*/?>)[ \t]*", re.IGNORECASE)
"""What models write in the cells of a table for a line break, which Markdown has none for there."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What stands around rows, wherever a page shows some: a fence, or a table's header.

    `columns` is 0 for a fence.
    """

    lead: tuple[str, ...]
    end: str = ""
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """The least that a page shows as a whole: a block, or a row of code or of a table.

    `text` is as in the source; "opening" is the piece that opens its frame and says nothing.
    `gap`: whether a blank line stood before it. `shown` stands before `text`, harmless already.
    """

    kind: Literal["text", "heading", "rule", "row", "opening"]
    path: tuple[Box, ...] = ()
    fresh: int = 0
    gap: bool = False
    text: str = ""
    frame: Frame | None = None
    ours: bool = False
    shown: str = ""

    def upto(self, end: int) -> Piece:
        """The first `end` characters of it."""
        return replace(self, text=self.text[:end].rstrip())

    def lines(self) -> list[str]:
        """How it is shown, harmless, without what its boxes put before each line."""
        if self.kind == "opening":
            return []
        if self.kind == "rule":
            return [self.text]
        if self.frame and self.frame.columns:
            return [row(self.text, self.frame.columns)]
        if self.frame:
            return [within(self.text) if self.ours else code(self.text)]
        return (self.shown + inline(self.text)).split("\n")


def row(line: str, columns: int) -> str:
    """A line of a table with just so many cells; what is too much stays in the last one."""
    said = cells(line)
    if len(said) > columns:
        said[columns - 1 :] = [" | ".join(said[columns - 1 :])]
    said += [""] * (columns - len(said))
    shown = [inline(_on_one_line(cell)).replace("|", r"\|") for cell in said]
    return f"| {' | '.join(shown)} |"


def _on_one_line(cell: str) -> str:
    """A cell in which a blank stands where a line was to be broken: a row has only one line."""
    if not _BREAK.search(cell):
        return cell
    whole = [range(one.start, one.end) for one in marks(cell).spans]

    def instead(found: re.Match[str]) -> str:
        plain = found["mark"] and not any(found.start("mark") in span for span in whole)
        return " " if plain else found[0]

    return _BREAK.sub(instead, cell).strip()


def pieces(leaf: Leaf, *, gap: bool) -> list[Piece]:
    """The pieces of a leaf that begins here, without its rows."""
    return list(_pieces(leaf, gap=gap))


def more(leaf: Leaf, frame: Frame, rows: list[str]) -> list[Piece]:
    """The pieces of further `rows` of a leaf whose `frame` is open."""
    ours = leaf.kind != "fence"
    return [Piece("row", leaf.path, text=text, frame=frame, ours=ours) for text in rows]


def again(frame: Frame) -> Frame:
    """A frame like this one, which is another."""
    return Frame(frame.lead, frame.end, frame.columns)


def _pieces(leaf: Leaf, *, gap: bool) -> Iterator[Piece]:
    if leaf.kind == "heading":
        text = f"{leaf.mark} {leaf.text.replace(chr(10), ' ')}"
        yield Piece("heading", leaf.path, leaf.fresh, gap, text)
    elif leaf.kind in {"text", "rule"}:
        text = leaf.text or leaf.mark
        yield Piece("rule" if leaf.mark else "text", leaf.path, leaf.fresh, gap, text)
    else:
        frame, said = _framed(leaf)
        yield Piece("opening", leaf.path, leaf.fresh, gap, frame=frame)
        yield from more(leaf, frame, said)


def _framed(leaf: Leaf) -> tuple[Frame, list[str]]:
    if leaf.kind == "fence":
        info = leaf.text if len(leaf.text) <= _INFO and len(leaf.mark) <= _INFO else ""
        mark = leaf.mark[:_INFO]
        return Frame((mark + code(info),), mark), [leaf.text][bool(info) or not leaf.text :]
    if leaf.kind == "table" and (columns := len(cells(leaf.text))) <= COLUMNS:
        return Frame((row(leaf.text, columns), leaf.mark), "", columns), []
    first = [leaf.text, leaf.mark] if leaf.kind == "table" else leaf.text.split("\n")
    return Frame(("```",), "```"), first if leaf.text else []
