"""When a reply may be redrawn. The clock belongs to the caller."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
