"""The model's words cannot act: its Markdown, with nothing in it that Slack would obey."""

from __future__ import annotations

import sys
from dataclasses import replace

from bot.reply.blocks import Blocks
from bot.reply.characters import plain
from bot.reply.paragraph import Paragraph
from bot.reply.pieces import Piece
from bot.reply.sheet import Sheet


def inert(markdown: str) -> str:
    """A whole text with every ping, disguised link and hidden character made harmless."""
    return Inert().trying(markdown)


class Inert:
    """The same of a text that grows: what nothing after it can change is read once.

    Push whole lines, and try how it would go on.
    """

    def __init__(self) -> None:
        self._blocks = Blocks()
        self._sheet = Sheet(sys.maxsize, len)
        self._paragraph = Paragraph()

    def push(self, lines: str) -> None:
        """Take whole lines, each with its end."""
        for line in plain(lines).split("\n")[:-1]:
            self._sheet.add(self._blocks.push(line))

    def trying(self, more: str) -> str:
        """All of it, if `more` came next and were the last."""
        blocks, said = self._blocks.fork(), list[Piece]()
        for line in plain(more).split("\n"):
            said += blocks.push(line)
        said += blocks.rest()
        if said and said[-1].kind == "text":
            said[-1] = self._read(said[-1])
        return self._sheet.trying(said)

    def _read(self, last: Piece) -> Piece:
        shown, rest = self._paragraph.push(last.text)
        return replace(last, shown=shown, text=rest)
