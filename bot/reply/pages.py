"""An answer's Markdown, cut into pages that fit; a turned page never changes."""

from __future__ import annotations

from bot.reply.characters import blank, plain
from bot.reply.sheet import Sheet

PAGE = 12_000
"""UTF-16 code units in one Slack message's `markdown_text` (facts/slack.md §2)."""

SMALLEST = 300
"""The least that a page must hold to repeat what is open and still say something."""


class Pages:
    """Raw Markdown goes in as it streams; pages come out, inert and ready to send.

    However the text is cut into pieces, the pages are the same.
    """

    def __init__(self, limit: int = PAGE) -> None:
        if limit < SMALLEST:
            raise ValueError(f"a page holds at least {SMALLEST} characters, not {limit}")
        self.turned: list[str] = []
        self._sheet = Sheet(limit)
        self._begun = ""

    def push(self, more: str) -> list[str]:
        """Take the next piece of the model's text; the pages that it turned."""
        stood = len(self.turned)
        *lines, begun = (self._begun + plain(more)).split("\n")
        for line in lines:
            self._write(line)
        self._begun = self._room_for(begun, whole=False)
        return self.turned[stood:]

    def all(self) -> list[str]:
        """Every page, the last as it stands: what a finished answer shows. [] for no text."""
        last = self._sheet.text(self._begun)
        return self.turned + ([] if blank(last) else [last])

    def frames(self) -> list[str]:
        """Every page, the last as a `frame`: what a growing answer shows. [] for no text."""
        if not self.turned and blank(self._sheet.text(self._begun)):
            return []
        return [*self.turned, self._sheet.frame(self._begun)]

    def _write(self, line: str) -> None:
        rest = self._room_for(line, whole=True)
        self._sheet.add(rest)

    def _room_for(self, line: str, *, whole: bool) -> str:
        """Turn pages until `line` fits; what of it is left for the page that is then open."""
        while not self._sheet.fits(line, whole=whole):
            bare = line.rstrip(" \t")
            turn = self._sheet.turn(bare)
            if not blank(turn.page):
                self.turned.append(turn.page)
            self._sheet, line = turn.sheet, turn.rest + line[len(bare) :]
            for earlier in turn.lines:
                self._write(earlier)
        return line


def pages(text: str, limit: int = PAGE) -> list[str]:
    """All pages of a whole raw text."""
    growing = Pages(limit)
    growing.push(text)
    return growing.all()
