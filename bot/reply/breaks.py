"""Between which lines a full page is best turned: at a paragraph, and never inside a block.

A fence or a table is parted only where it began the page, that is, where it is longer than one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reply.lines import Lines

_AFTER_HEADING, _LINE, _PARAGRAPH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Row:
    """A whole line of a page: as it came, as it is shown, and where one stands after it.

    `block` is the row at which the fence or table began that this one continues: -1 for one of an
    earlier page, None for neither. `upto` is the page's size when this line has been added.
    """

    raw: str
    shown: str
    after: Lines
    block: int | None
    upto: int

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.raw.strip()


def best(rows: Sequence[Row], block: int | None, half: int) -> int | None:
    """How many of `rows` stay, if the page is turned between lines; None if it can't be.

    `block` is that of the line that did not fit. A page less than `half` full is turned at a line
    before it is turned at an earlier paragraph.
    """
    ranked = [
        (rank + 3 * (rank > _AFTER_HEADING and rows[at - 1].upto >= half), at)
        for at, rank in _breaks(rows, block)
    ]
    return max(ranked)[1] if ranked else None


def _breaks(rows: Sequence[Row], block: int | None) -> Iterator[tuple[int, int]]:
    said = 0  # the last row before the break that says something
    for at in range(1, len(rows) + 1):
        said = said if rows[at - 1].empty else at - 1
        following = rows[at] if at < len(rows) else None
        inside = following.block if following else block
        if following and (following.empty or _closes(following)):
            continue
        if inside is not None:
            if inside < 1 and _begun(rows, at, inside):
                yield at, _LINE
        elif rows[said].after.kind == "heading":
            yield at, _AFTER_HEADING
        elif following or not _heads(rows):
            yield at, _rank(rows[at - 1], following)


def _rank(last: Row, following: Row | None) -> int:
    parted = last.after.kind != "text" or (following and following.after.kind != "text")
    return _PARAGRAPH if parted else _LINE


def _closes(row: Row) -> bool:
    return row.block is not None and row.after.kind == "fence" and row.after.fence is None


def _begun(rows: Sequence[Row], at: int, block: int) -> bool:
    """Whether something of the block stands before the break, beside what is repeated."""
    if block < 0:
        return True
    head = 2 if rows[at - 1].after.kind == "table" else 1
    return any(not row.empty for row in rows[head:at])


def _heads(rows: Sequence[Row]) -> bool:
    """Whether the last row may be a table's header, so that it goes with what follows."""
    return rows[-1].after.header and (len(rows) < 2 or not rows[-2].after.header)
