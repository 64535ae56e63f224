"""An answer's Markdown, cut into pages that fit; a turned page never changes."""

from __future__ import annotations

from bisect import bisect_left

from bot.reply.blocks import Blocks
from bot.reply.breaks import best
from bot.reply.characters import blank, plain, size
from bot.reply.cuts import cut
from bot.reply.frame import MORE, Growing, kept
from bot.reply.pieces import Piece
from bot.reply.room import Room
from bot.reply.sheet import Measure, Sheet

PAGE = 12_000
"""UTF-16 code units in one Slack message's `markdown_text` (facts/slack.md §2)."""

SMALLEST = 300
"""The least that a page must hold to repeat what is open and still say something."""

_CUT = {"text", "heading", "row"}
_INDENT = 3
"""Blanks that may stand before what ends a fence (CommonMark 0.31, §4.5)."""


class Pages:
    """Raw Markdown goes in as it streams; pages come out, inert and ready to send.

    However the text is cut into pieces, the pages are the same. A page is at most `limit` long,
    as `measure` counts: UTF-16 code units (`size`) or UTF-8 bytes (`characters.octets`).
    """

    def __init__(self, limit: int = PAGE, measure: Measure = size) -> None:
        if limit < SMALLEST:
            raise ValueError(f"a page holds at least {SMALLEST} characters, not {limit}")
        self.turned: list[str] = []
        self._limit = limit
        self._measure = measure
        self._room = Room(measure)
        self._blocks = Blocks()
        self._sheet = Sheet(limit, measure)
        self._begun = ""
        self._growing = Growing()

    def push(self, more: str) -> list[str]:
        """Take the next piece of the model's text; the pages that it turned."""
        stood = len(self.turned)
        *lines, begun = (self._begun + plain(more)).split("\n")
        for line in lines:
            settled = self._blocks.push(self._room_for(line, whole=True))
            self._sheet.add(settled)
        self._begun = self._room_for(begun)
        return self.turned[stood:]

    def all(self) -> list[str]:
        """Every page, the last as it stands: what a finished answer shows. [] for no text."""
        last = self._sheet.trying(self._blocks.rest(self._begun))
        return self.turned + ([] if blank(last) else [last])

    def frames(self) -> list[str]:
        """Every page, the last as it is valid while it grows. [] for no text."""
        begun = kept(self._begun, self._blocks)
        last = self._sheet.trying(self._growing.framed(self._blocks.rest(begun), self._begun))
        if not blank(last):
            return [*self.turned, last]
        return [*self.turned, MORE] if len(self.all()) > len(self.turned) else [*self.turned]

    def _room_for(self, line: str, *, whole: bool = False) -> str:
        """Turn pages until `line` fits; what of it is left for the page that is then open."""
        while not blank(line) and (over := self._needs(line, whole=whole) - self._limit) > 0:
            line = self._turn(line)
            if over == self._needs(line, whole=whole) - self._limit and not self._sheet.pieces:
                break  # nothing of it could be cut
        return line

    def _needs(self, line: str, *, whole: bool = False) -> int:
        """The most that the page takes, if `line`, which may be `whole`, goes on it."""
        tail, place = self._blocks.tail, self._blocks.place
        margin = len(place.indent)
        used = self._sheet.used + self._sheet.reopening(place.frame)
        if place.fence and not place.path:
            if ends(line, place.lead[0], whole=whole):
                return 0  # room is kept for it
            spare = run(place.lead[0]) + _INDENT + 1  # what may end the fence, and then does not
            return used + spare + sum(map(self._room.code, [*tail, line]))
        lines = [*tail, line]
        most = sum(self._room.line(one) for one in lines) + (margin + 3) * (len(lines) - 1)
        columns = 3 * place.frame.columns if place.frame else 0
        gap = 2 + margin if self._sheet.pieces else 0
        return used + gap + most + columns + self._room.around(lines[0], margin)

    def _turn(self, line: str) -> str:
        """Turn the page, on which `line`, whole or begun, has no room; what is left of it."""
        place, sheet = self._blocks.place, self._sheet
        inside = place.frame if place.lead else None
        at = best(sheet.pieces, sheet.uptos, self._limit // 2, inside)
        again: list[Piece] = []
        if at is None:
            line = self._cut(line)
        else:
            again = sheet.pieces[at:]
        fresh = Sheet(self._limit, self._measure)
        if again:
            whole, self._sheet = self._sheet, Sheet(self._limit, self._measure)
            self._sheet.add(whole.pieces[:at])
        if not blank(self._sheet.text):
            self.turned.append(self._sheet.text)
        self._sheet = fresh
        fresh.add(again)
        return line

    def _cut(self, line: str) -> str:
        """Put as much of the open block on the page as it takes; what is left of `line`."""
        could = bisect_left(range(len(line)), x=True, key=lambda n: self._over(line[: n + 1]))
        head, rest = line[:could], line[could:]
        pieces = self._blocks.take(head)
        if not pieces or pieces[-1].kind not in _CUT:
            self._sheet.add(pieces)
            return rest
        *whole, last = pieces
        text = last.text + head[len(head.rstrip()) :]
        code = last.frame is not None and not last.frame.columns
        at = cut(text + (rest[:1] if could else "\n-"), len(text), code=code)
        self._sheet.add([*whole, last.upto(at)])
        begun = self._blocks.give(text[at:])
        if could:
            return begun + rest
        self._blocks.tail += [begun] if text[at:] else []
        return line

    def _over(self, line: str) -> bool:
        return self._needs(line) > self._limit


def run(lead: str) -> int:
    """How many characters the fence is long that the line `lead` opens."""
    fence = lead.strip()
    return len(fence) - len(fence.lstrip(fence[:1]))


def ends(line: str, lead: str, *, whole: bool) -> bool:
    """Whether `line` ends the fence that `lead` opens; or may yet, if it is not `whole`."""
    marks = line.strip()
    long = run(lead) if whole else 0
    return (
        set(marks) <= {lead.strip()[:1]} and long <= len(marks) and len(line) <= run(lead) + _INDENT
    )


def pages(text: str, limit: int = PAGE) -> list[str]:
    """All pages of a whole raw text."""
    growing = Pages(limit)
    growing.push(text)
    return growing.all()
