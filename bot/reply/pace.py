"""When a reply may be redrawn. The clock belongs to the caller."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Pace:
    """Not before `due` on the caller's clock, then every `interval` seconds."""

    interval: float = 1.0
    due: float = 0.0

    def due_in(self, now: float) -> float:
        """Seconds until the reply may be redrawn; 0.0 when it may be at once."""
        return max(0.0, self.due - now)

    def drawn(self, now: float) -> Pace:
        """The pace after drawing at `now`."""
        return replace(self, due=max(self.due, now + self.interval))

    def throttled(self, now: float, seconds: float) -> Pace:
        """The pace after being told at `now` to wait `seconds`; never sooner than before."""
        return replace(self, due=max(self.due, now + seconds))


class Urgency(StrEnum):
    """What an interim edit would show; the scarcer edits are, the less often what matters less."""

    FIRST = "first"
    """The first words of an answer of which nothing is to be read yet."""
    MORE = "more"
    """More of what is being read."""
    DOING = "doing"
    """What goes on, while there is nothing to read."""


def urgency(said: int, shown: int) -> Urgency:
    """Of an answer that has said so many characters, of which so many are shown."""
    if not said:
        return Urgency.DOING
    return Urgency.MORE if shown else Urgency.FIRST
