"""One page while it is being written: it takes lines as long as they fit, and then is turned.

Whether a begun line fits is counted by an upper bound, character by character, so that where a
page ends depends on nothing but the text up to there. A page is a Markdown text of its own: what
was open where it begins is opened again on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reply.breaks import Row, best
from bot.reply.characters import size
from bot.reply.cuts import cut
from bot.reply.frame import framed
from bot.reply.inert import still
from bot.reply.lines import Lines


@dataclass(frozen=True, slots=True)
class Turn:
    """A full page, the sheet that follows, and what goes there first: whole lines, and the rest."""

    page: str
    sheet: Sheet
    lines: list[str]
    rest: str


class Sheet:
    """A page of at most `limit` UTF-16 code units.

    `lead` are lines that repeat what is open; the indentation `dedent` is taken from the lines
    that continue a list of the page before.
    """

    def __init__(self, limit: int, lead: Sequence[str] = (), dedent: int = 0) -> None:
        self._limit = limit
        self._dedent = dedent
        self._lead = list(lead)
        self._rows: list[Row] = []
        self._here = Lines()
        self._top: list[str] = []
        for line in lead:
            self._here = self._here.after(line)
            self._top.append(still(line, self._here))
        self._used = sum(size(line) + 1 for line in self._top)
        self._block = -1 if lead else None

    def fits(self, line: str, *, whole: bool) -> bool:
        """Whether there is room for `line` and for what then closes the page."""
        line = self._indented(line)
        shut = self._here.closes(line) if whole else self._here.closing(line)
        if not line or shut:
            return True  # blanks at the end go, and room for closing is always left
        need = self._used + _bound(line, self._here) + _room_to_close(self._here)
        if whole and not self._here.fence:
            need += _room_to_close(self._here.after(line))
        return need <= self._limit

    def add(self, line: str) -> None:
        """Take a whole line."""
        raw = self._indented(line)
        if not raw and not self._rows:
            return
        if raw and _indent(line) < self._dedent:
            self._dedent = 0
        before = self._here
        if before.fence and before.closes(raw):
            raw = before.fence.end
            self._drop_blanks()
        elif raw and not before.fence and line.endswith("  "):
            raw += "  "  # a line break of Markdown's; not counted, for at the end it goes
        self._here = before.after(raw)
        shown = still(raw, self._here)
        self._used += size(shown) + 1
        self._rows.append(Row(raw, shown, self._here, self._continued(before), self._used))

    def text(self, begun: str = "") -> str:
        """The page as it stands, with the line that has begun on it: what is final, if it ends."""
        line = self._indented(begun)
        if self._here.fence and self._here.goes_on(line):
            ends = not line or self._here.closing(line)
            said = [] if ends else [still(line, self._here)]
            return self._page(len(self._rows), self._here, *said)
        after = self._here.after(line)
        return self._page(len(self._rows), Lines(), still(line, after))

    def frame(self, begun: str = "") -> str:
        """The page as it may be shown while more is coming."""
        lines = [*self._top, *(row.shown for row in self._rows)]
        return framed(lines, self._here, self._indented(begun))

    def turn(self, line: str) -> Turn:
        """Turn the page, on which `line`, whole or begun, has no room."""
        line = self._indented(line)
        could = bisect_left(range(len(line)), x=True, key=lambda n: not self._takes(line[: n + 1]))
        block = self._block if self._here.fence or self._here.kind == "table" else None
        at = best(self._rows, block, self._limit // 2)
        if at is not None:
            return self._turn_between(at, line, line[:could])
        spare = cut(line, could, code=self._here.fence is not None) if could < len(line) else 0
        if spare or not self._rows:
            return self._turn_within(line, spare)
        return self._turn_between(len(self._rows), line, line[:could])

    def _turn_between(self, at: int, line: str, begun: str) -> Turn:
        before = self._rows[at - 1].after
        again = [row.raw for row in self._rows[at:]]
        block = self._rows[at].block if again else self._block
        first = again[0] if again else begun
        lead = [] if block is None else self._repeated(before, block, first)
        dedent = before.width
        if not lead:
            indent = _indent(first) if before.after(first).kind != "code" else 0
            dedent = indent if indent > 3 and not before.quoted else 0
        return Turn(self._page(at, before), Sheet(self._limit, lead, dedent), again, line)

    def _turn_within(self, line: str, spare: int) -> Turn:
        head, rest = line[:spare].rstrip(" \t"), line[spare:]
        inside = self._here.fence and self._here.goes_on(head)
        after = self._here if inside else self._here.after(head)
        page = self._page(len(self._rows), after, still(head, after))
        lead = [] if self._block is None else self._repeated(after, self._block, head)
        quoted = after.quoted if len(after.quoted) < self._limit // 4 else ""
        rest = f"{' ' * after.width}{quoted}{rest}"
        return Turn(page, Sheet(self._limit, lead, after.width), [], rest)

    def _repeated(self, before: Lines, block: int, first: str) -> list[str]:
        """What opens what is open `before` the next page: a fence, or the header of a table."""
        if before.fence:
            whole = before.quoted + before.fence.mark + before.fence.info
            return [whole] if before.goes_on(first) else []
        if before.kind != "table":
            return []
        head = self._lead if block < 0 else [row.raw for row in self._rows[block : block + 2]]
        head = [line[min(before.width, _indent(line)) :] for line in head]
        affordable = sum(size(line) + 1 for line in head) * 3 < self._limit
        return head if affordable else []

    def _page(self, rows: int, here: Lines, *begun: str) -> str:
        """The first `rows` with the line after them, closing what is open `here`."""
        lines = [*self._top, *(row.shown for row in self._rows[:rows]), *begun]
        if not here.fence:
            return "\n".join(lines).strip("\n").rstrip()
        while not lines[-1].strip():
            lines.pop()
        return "\n".join([*lines, here.fence.end])

    def _continued(self, before: Lines) -> int | None:
        """The block that the line just read continues; it may have opened one for the next."""
        here, at = self._here, len(self._rows)
        if here.kind == "table":
            self._block = at - 1 if before.kind != "table" else self._block
        elif here.kind != "fence":
            self._block = None
        elif here.fence and here.fence is not before.fence:
            self._block = at
            return None
        return self._block

    def _drop_blanks(self) -> None:
        while self._rows and self._rows[-1].empty:
            self._used -= size(self._rows.pop().shown) + 1

    def _takes(self, begun: str) -> bool:
        return self.fits(begun, whole=False)

    def _indented(self, line: str) -> str:
        """`line` less the indentation that this page does without, and less blanks at its end."""
        bare = line.rstrip(" \t")
        if not bare:
            return ""
        if self._dedent and _indent(bare) >= self._dedent:
            bare = " " * (_indent(bare) - self._dedent) + bare.lstrip(" \t")
        return bare


def _indent(line: str) -> int:
    """The columns before the first character of `line`."""
    bare = line.lstrip(" \t")
    return len(line[: len(line) - len(bare)].expandtabs(4))


def _bound(line: str, here: Lines) -> int:
    """The most that a begun `line` can take, closed and inert, in UTF-16 code units."""
    if here.fence and not here.within:
        return size(line) + line.count("<") + line.count("]")
    return size(line) + 3 * line.count("<") + sum(map(line.count, "]@*_~`"))


def _room_to_close(here: Lines) -> int:
    return size(here.fence.end) + 1 if here.fence else 0
