"""A reply whose marks are shown as links to what they name, while it grows and when it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.deeds.shown import Shown
from bot.ports import Reply, Told
from bot.reply.cited import Sources, noted
from bot.reply.furniture import Furniture


@dataclass(frozen=True, slots=True)
class _Cited(Shown):
    sources: Sources

    @property
    def text(self) -> str:
        return self.sources.shown(self.told.text, grows=True)


@dataclass(frozen=True, slots=True)
class Citing:
    """The same `reply`, with links in place of marks."""

    reply: Reply
    sources: Sources

    def show(self, told: Told) -> None:
        """There is more of the answer."""
        self.reply.show(_Cited(told, self.sources))

    async def finish(self, text: str, furniture: Furniture) -> None:
        """All of it, and a word on marks that named nothing."""
        notes = noted(furniture.notes, self.sources.unknown(text))
        await self.reply.finish(self.sources.shown(text), replace(furniture, notes=notes))
