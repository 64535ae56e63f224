"""How the agent stands in each thread: at work, or not; what it was at work for runs out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["processing", "active", "suspended", "closed"]
HOUR = 3600.0
"""Seconds that `processing` lasts unless it is said again (facts/slack.md 1.6)."""
LEGACY = 120.0
"""Seconds that the words of assistant.threads.setStatus last (likewise)."""


@dataclass(slots=True, eq=False)
class Session:
    """One thread as the agent's; `status` is empty until somebody says one."""

    channel: str
    thread_ts: str
    status: str = ""
    title: str = ""
    until: float = 0.0

    def stand(self, status: str, now: float, until: float | None = None) -> None:
        """Stand so from `now` on; `processing` until `until`, an hour if not said."""
        self.status = status
        self.until = now + HOUR if until is None else until

    def works(self, now: float) -> bool:
        """Whether people see that the agent works here."""
        return self.status == "processing" and now < self.until


@dataclass(slots=True, eq=False)
class Sessions:
    """All sessions of the workspace; `watchers` are called with one that changed."""

    watchers: list[Callable[[Session], None]] = field(default_factory=list)
    _all: dict[tuple[str, str], Session] = field(default_factory=dict)

    def of(self, channel: str, thread_ts: str) -> Session:
        """The session of a thread, new if nobody spoke of it."""
        return self._all.setdefault((channel, thread_ts), Session(channel, thread_ts))

    def all(self) -> list[Session]:
        """Every session that was ever spoken of."""
        return list(self._all.values())

    def tell(self, channel: str, thread_ts: str) -> None:
        """Let the watchers know how it stands."""
        for watcher in self.watchers:
            watcher(self.of(channel, thread_ts))
