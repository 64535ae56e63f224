"""The pages of a growing answer, as far as it goes: push its text, get what to show now."""

from __future__ import annotations

from bot.reply.characters import size
from bot.reply.inert import inert
from bot.reply.pages import PAGE, Pages


class Draft:
    """What an interim redraw shows.

    `outgrow` is how many characters an earlier try had shown: they stay until there is more.
    """

    def __init__(self, outgrow: int = 0) -> None:
        self._outgrow = outgrow
        self._pages = Pages()
        self._taken = 0

    def push(self, text: str, doing: str = "") -> list[str]:
        """The pages of `text` (all so far; it only grows), and a line for what goes on now."""
        self._pages.push(text[self._taken :])
        self._taken = len(text)
        if self._taken < self._outgrow or not (text or doing):
            return []
        *turned, last = self._pages.frames() or [""]
        noted = "\n\n".join(part for part in (last, inert(doing)) if part)
        return [*turned, noted if size(noted) <= PAGE else last]
