"""A growing Markdown text, read block by block: what is settled is read once, the rest again.

The rest is at most an open paragraph. Before it, one line that says nothing opens its quotes and
items again; and before a further row, its fence or its table's header stands again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.reply.leaves import Box, Leaf, leaves
from bot.reply.pieces import ROWS, Frame, Piece, again, more, pieces

_NOTHING = "___"
"""Opens the boxes on its line, and nothing can go on in it."""
_BLANKS = 50
"""The most blank lines in a row that are kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands after a leaf: the boxes it stands in, and what may go on.

    `lead` are lines of the source that open it again, `frame` is how it is shown, `rows` how many
    of those the frame has.
    """

    path: tuple[Box, ...] = ()
    leaf: Leaf | None = None
    lead: tuple[str, ...] = ()
    frame: Frame | None = None
    rows: int = 0

    def head(self) -> list[str]:
        """The source that brings one here."""
        boxes = [f"{''.join(box.opening for box in self.path)}{_NOTHING}"] if self.path else []
        return [*boxes, *(self.indent + line for line in self.lead)]

    @property
    def fence(self) -> bool:
        """Whether a fence is open here."""
        return self.leaf is not None and self.leaf.kind == "fence"

    def goes_on(self, leaf: Leaf) -> bool:
        """Whether a leaf is more of the last one, which had no end of its own."""
        same = self.leaf is not None and self.leaf.kind == leaf.kind
        return same and self.path == leaf.path and not leaf.fresh

    @property
    def indent(self) -> str:
        """How a line of the source begins that goes on here."""
        return "".join(box.indent for box in self.path)


class Blocks:
    """Push whole lines, get the pieces that nothing after them can change."""

    def __init__(self) -> None:
        self.tail: list[str] = []
        self.place = Place()
        self._gap = False  # whether a blank line stood before the tail
        self._boxes: tuple[Box, ...] = ()  # what the tail's first line stands in

    def fork(self) -> Blocks:
        """One that stands where this one does, and goes on by itself."""
        other = Blocks()
        other.tail, other.place = [*self.tail], self.place
        other._gap, other._boxes = self._gap, self._boxes
        return other

    def push(self, line: str) -> list[Piece]:
        """Take a whole line."""
        void = _blank if self.place.fence else _void
        if void(line) and len(self.tail) >= _BLANKS and all(map(void, self.tail[-_BLANKS:])):
            return []
        self.tail.append(line)
        settled, found = list[Piece](), self._read(self.tail)
        for leaf in found:
            if leaf is found[-1] and self._open(leaf):
                break
            settled += self._settle(leaf)
        if found:
            self._keep(found[-1])
        return settled

    def rest(self, begun: str = "") -> list[Piece]:
        """The pieces of what is not settled, if a line that is `begun` were a whole one."""
        place, said = self.place, list[Piece]()
        lines = [*self.tail, begun] if begun else self.tail
        for leaf in self._read(lines):
            shown, place = _after(place, leaf, self._blanks(leaf, lines))
            said += shown
        return said

    def take(self, begun: str) -> list[Piece]:
        """The same, which is settled then: what follows does not belong to it."""
        self.tail = [*self.tail, begun] if begun else self.tail
        settled = [piece for leaf in self._read(self.tail) for piece in self._settle(leaf)]
        self._forget(len(self.tail))
        return settled

    def give(self, text: str) -> str:
        """Put back what was taken too much of; its last line, which is begun."""
        *self.tail, begun = [self.place.indent + line for line in text.split("\n")]
        return begun

    def _read(self, lines: list[str]) -> list[Leaf]:
        head = self.place.head()
        first = len(head) if self._boxes else 0
        found = leaves([*head, *lines], self._boxes or self.place.path, first)
        for leaf in found:
            leaf.start, leaf.end = leaf.start - len(head), leaf.end - len(head)
        return found[1:] if self.place.path else found

    def _open(self, leaf: Leaf) -> bool:
        """Whether what comes may still belong to the last leaf, or alter it."""
        if leaf.kind == "fence" and not leaf.closed:
            return bool(leaf.rows) and all(map(_blank, leaf.rows))
        return leaf.kind == "text" and leaf.end == len(self.tail)

    def _settle(self, leaf: Leaf) -> list[Piece]:
        shown, self.place = _after(self.place, leaf, self._blanks(leaf, self.tail))
        return shown

    def _keep(self, last: Leaf) -> None:
        """Of the tail, what is not settled; and what opens the boxes that it stands in."""
        if not self._open(last):
            self._forget(max(last.end, 0))
            if last.kind == "table" and self.tail:
                self.place = Place(last.path)
        elif last.kind == "text":
            self._gap = self._blanks(last, self.tail) > 0
            self.tail = self.tail[last.start :]
            self.place = Place(last.path[: len(last.path) - last.fresh])
            self._boxes = last.path

    def _forget(self, lines: int) -> None:
        """The first lines of the tail are settled."""
        self.tail, self._gap, self._boxes = self.tail[lines:], False, ()

    def _blanks(self, leaf: Leaf, lines: list[str]) -> int:
        """How many blank lines stand before a leaf."""
        count = 0
        while count < leaf.start and _void(lines[leaf.start - 1 - count]):
            count += 1
        return count if leaf.start > 0 else int(self._gap)


def _after(place: Place, leaf: Leaf, blanks: int) -> tuple[list[Piece], Place]:
    """What a leaf that is read at a place shows, and where one stands then."""
    rows = leaf.rows if leaf.kind == "table" else _trimmed(leaf.rows)
    if leaf.start < 0 and place.frame:
        return _go_on(place, place.frame, rows, leaf)
    if place.frame and leaf.kind == "code" and place.goes_on(leaf):
        return _go_on(place, place.frame, [*[""] * blanks, *rows], leaf)
    shown = pieces(leaf, gap=blanks > 0)
    frame = shown[-1].frame
    if not frame or leaf.kind == "math":
        return shown, Place(leaf.path)
    now = Place(leaf.path, leaf, _lead(leaf), frame, len(shown) - 1)
    rest, now = _go_on(now, frame, rows, leaf)
    return shown + rest, now


def _go_on(place: Place, frame: Frame, rows: list[str], leaf: Leaf) -> tuple[list[Piece], Place]:
    shown: list[Piece] = []
    count = place.rows
    for text in rows:
        if frame.columns and count == ROWS - 1:
            frame, count = again(frame), 0
        shown += more(place.leaf or leaf, frame, [text])
        count += 1
    if leaf.kind == "fence" and leaf.closed:
        return shown, Place(leaf.path)
    return shown, replace(place, frame=frame, rows=count)


def _lead(leaf: Leaf) -> tuple[str, ...]:
    """What opens a fence or a table in the source."""
    if leaf.kind == "fence":
        return (leaf.mark,)
    if leaf.kind == "table":
        return (leaf.text, leaf.mark)
    return ()


def _trimmed(rows: list[str]) -> list[str]:
    end = len(rows)
    while end and _blank(rows[end - 1]):
        end -= 1
    return rows[:end]


def _blank(line: str) -> bool:
    return not line.strip(" \t")


def _void(line: str) -> bool:
    return not line.strip(" \t>")
