"""One page while it is being written: pieces stand in it as Markdown that is valid by itself.

What was open where it begins is opened again: a fence with its info, a table with its header. The
items that an earlier page opened go on at the margin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.reply.leaves import Box
from bot.reply.pieces import Frame, Piece

Measure = Callable[[str], int]
"""How long a text is, in the unit that a limit counts."""


class Sheet:
    """A page of at most `limit`, counted by `measure`."""

    def __init__(self, limit: int, measure: Measure) -> None:
        self.pieces: list[Piece] = []
        self.uptos: list[int] = []
        self.frame: Frame | None = None
        self._limit = limit
        self._measure = measure
        self._lines: list[str] = []
        self._size = 0
        self._end = ""  # what closes the open frame
        self._opened: set[Box] = set()
        self._last: Piece | None = None

    def add(self, pieces: Sequence[Piece]) -> None:
        """Write `pieces` below those that stand."""
        for piece in pieces:
            self._write(piece)
            self.pieces.append(piece)
            self.uptos.append(self.used)

    def trying(self, pieces: Sequence[Piece]) -> str:
        """The page as it would be with more `pieces`, which are not kept."""
        other = Sheet(self._limit, self._measure)
        other._lines, other._opened = [*self._lines], {*self._opened}
        other.frame, other._end, other._last = self.frame, self._end, self._last
        for piece in pieces:
            other._write(piece)
        return other.text

    @property
    def text(self) -> str:
        """The page as it stands."""
        return "\n".join([*self._lines, self._end] if self._end else self._lines)

    @property
    def used(self) -> int:
        """How long it is, with what closes it."""
        return self._size + (self._measure(self._end) + 1 if self._end else 0)

    def reopening(self, frame: Frame | None) -> int:
        """What it takes to open a frame here in which something stands already elsewhere."""
        if frame is None or frame is self.frame:
            return 0
        lines = [*self._header(frame), frame.end]
        return sum(self._measure(line) + 1 for line in lines if line)

    def _write(self, piece: Piece) -> None:
        first, rest = self._margins(piece)
        lines = piece.lines()
        if piece.frame is not self.frame:
            self._shut()
            if piece.frame:
                opening = piece.kind == "opening"
                lines = [*(piece.frame.lead if opening else self._header(piece.frame)), *lines]
        if self._lines and self._parted(piece):
            self._put(self._shared(piece).rstrip())
        if piece.frame is not self.frame:
            self.frame = piece.frame
            self._end = rest + piece.frame.end if piece.frame and piece.frame.end else ""
        elif piece.frame:
            first = rest
        for line in lines:
            self._put(first + line)
            first = rest
        self._opened.update(piece.path[len(piece.path) - piece.fresh :])
        self._last = piece

    def _header(self, frame: Frame) -> tuple[str, ...]:
        """What opens a frame again: no header of a table that takes a third of a page."""
        size = sum(map(self._measure, frame.lead))
        return frame.lead if size * 3 < self._limit else ()

    def _margins(self, piece: Piece) -> tuple[str, str]:
        """What stands before the first line of a piece, and before the others."""
        old = len(piece.path) - piece.fresh
        first = rest = ""
        for depth, box in enumerate(piece.path):
            mark = f"{box.mark} "
            if box.quote:
                first, rest = first + mark, rest + mark
            elif depth >= old:
                first, rest = first + mark, rest + " " * len(mark)
            elif box in self._opened:
                first, rest = first + " " * len(mark), rest + " " * len(mark)
        return first, rest

    def _parted(self, piece: Piece) -> bool:
        """Whether a blank line has to part a piece from the last one."""
        last = self._last
        if piece.gap or last is None:
            return piece.gap
        if piece.frame is last.frame is not None:
            return False
        if last.frame and last.frame.columns:
            return True
        plain = piece.kind in {"text", "rule"} and not piece.fresh
        loose = any(not box.quote and box not in self._opened for box in last.path)
        return last.kind == "text" and (plain or loose)

    def _shared(self, piece: Piece) -> str:
        """What a blank line between a piece and the last one begins with."""
        shared = ""
        for box, other in zip(piece.path, self._last.path if self._last else (), strict=False):
            if box is not other:
                break
            shared += "> " if box.quote else " " * (len(box.mark) + 1) * (box in self._opened)
        return shared

    def _shut(self) -> None:
        if self._end:
            self._put(self._end)
            self._end = ""

    def _put(self, line: str) -> None:
        self._size += self._measure(line) + bool(self._lines)
        self._lines.append(line)
