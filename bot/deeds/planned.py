"""A reply that shows how far a plan has come: its steps are there, its marks are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.steps import Step
from bot.deeds.shown import Shown
from bot.ports import Reply, Told
from bot.reply.furniture import Furniture
from bot.research.marks import hidden, planned


@dataclass(frozen=True, slots=True)
class _Marked(Shown):
    plan: tuple[str, ...]

    @property
    def text(self) -> str:
        return hidden(self.told.text, grows=True)

    @property
    def steps(self) -> Sequence[Step]:
        return [*planned(self.plan, self.told.text), *self.told.steps]


@dataclass(frozen=True, slots=True)
class Planned:
    """The same `reply`, with the steps of `plan` before those that were taken."""

    reply: Reply
    plan: tuple[str, ...]

    def show(self, told: Told) -> None:
        """There is more of the answer."""
        self.reply.show(_Marked(told, self.plan))

    async def finish(self, text: str, furniture: Furniture) -> None:
        """All of it."""
        await self.reply.finish(hidden(text), furniture)
