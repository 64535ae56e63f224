"""A frame of a growing page is valid to look at: what is half-written is held back or closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.reply.blocks import Blocks
from bot.reply.inline import Marks, marks
from bot.reply.paragraph import Paragraph, maths
from bot.reply.pieces import Piece

MORE = "…"
"""What a page shows whose every word is still half-written."""

_QUIET = 300
"""Characters; a bracket left open longer than that is no link any more."""
_BARE = re.compile(r"[\s>]*(?:[-+*=_#|:.~>]+|\d{1,9}[.)]?|`{1,2}|`{3}[^`]*|~{3}.*)\s*")
_HALF = re.compile(
    r"(?:<[^\s>]*|&(?:#?\w{0,8};?)?|(?<!\\)(?:\\\\)*\\"
    r"|(?:^|(?<=[\s*_\"'])|(?<=[^\]]\())(?:https?://|www\.)\S*)$",
    re.IGNORECASE,
)
_TABLE = re.compile(r"(?:^|\n) *\|[^\n]*(?:\n[|:\- ]*)?\Z")
_TARGET = re.compile(r"\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")


def kept(begun: str, blocks: Blocks) -> str:
    """How much of a begun line can be read already: all of it, or nothing."""
    if blocks.place.fence:
        may_end = not begun.strip(" >").strip(blocks.place.lead[0][0])
        return "" if may_end else begun
    return "" if _BARE.fullmatch(begun) else begun


class Growing:
    """The open paragraph of a page: what nothing can change any more is read once."""

    def __init__(self) -> None:
        self._paragraph = Paragraph()

    def framed(self, pieces: Sequence[Piece], begun: str) -> list[Piece]:
        """The pieces of what is not settled, the last of which is being written."""
        if not pieces:
            return []
        *whole, last = pieces
        if last.kind == "opening" or (last.frame and last.frame.columns):
            return [*whole, last] if not begun.strip() else whole
        if last.kind == "text":
            last = self._open(last)
        elif last.kind == "heading":
            hashes, _, text = last.text.partition(" ")
            last = replace(last, text=f"{hashes} {ended(text)}" if ended(text) else "")
        return [*whole, last] if last.text.strip() or last.shown or last.frame else whole

    def _open(self, piece: Piece) -> Piece:
        shown, rest = self._paragraph.push(_TABLE.sub("", piece.text))
        return replace(piece, text=ended(rest), shown=shown)


def ended(text: str) -> str:
    """A paragraph that is still being written, as if it ended here."""
    text = _HALF.sub("", text).rstrip()
    found = marks(text)
    end = _end(text, found)
    if end < len(text):
        return ended(text[:end])
    ticks = next((at for at in found.loose if text[at] == "`"), None)
    if ticks is None:
        return text + _closing(found, end)
    run = text[ticks : len(text) - len(text[ticks:].lstrip("`"))]
    bare = text.rstrip("` ")
    if len(bare) <= ticks:
        return ended(text[:ticks])
    return bare + run + _closing(found, ticks)


def _closing(found: Marks, end: int) -> str:
    """The marks that close what is open, of which those beyond `end` are code."""
    return "".join(mark for at, mark, opens in reversed(found.emphasis) if opens and at < end)


def _end(text: str, found: Marks) -> int:
    """Where the last thing begins that may yet become a link, maths or emphasis."""
    end, quiet = len(text), len(text) - _QUIET
    end = min(maths(text, found, end), default=end)
    loose = [at for at in found.loose if text[at] == "[" and at > quiet]
    for at in reversed([at for at in loose if at < end]):
        if _may_link(text[:end].rstrip(), at):
            end = at - 1 if text[at - 1 : at] == "!" else at
    for at, mark, _ in reversed(found.emphasis):
        end = at if at + len(mark) == end else end
    return end


def _may_link(text: str, at: int) -> bool:
    """Whether the bracket at `at` may still open a link: its label or its target is not ended."""
    depth = 0
    for place in range(at, len(text)):
        if text[place] == "[" and text[place - 1 : place] != "\\":
            depth += 1
        elif text[place] == "]" and text[place - 1 : place] != "\\":
            depth -= 1
        if depth == 0:
            rest = text[place:]
            return rest == "]" or (rest.startswith("](") and not _TARGET.match(rest))
    return True
