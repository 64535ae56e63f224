"""What there is to show of an answer, as people read it: the same, but for what a reply changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.steps import Step
from bot.ports import Told


@dataclass(frozen=True, slots=True)
class Shown:
    """A `Told` that is read only when it is drawn, however often there is more of it."""

    told: Told

    @property
    def text(self) -> str:
        """Its words."""
        return self.told.text

    @property
    def doing(self) -> str:
        """What goes on where no words come."""
        return self.told.doing

    @property
    def subject(self) -> str:
        """What that is about."""
        return self.told.subject

    @property
    def steps(self) -> Sequence[Step]:
        """What was done for it so far."""
        return self.told.steps
