"""What this process has counted, and what Redis knows of all, as Prometheus reads it.

https://prometheus.io/docs/instrumenting/exposition_formats and .../practices/naming
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.errors import StoreError
from bot.watching.meter import Counted, Timed

Census = Callable[[], Awaitable[Mapping[str, float]]]
"""What all processes share, by name: see `GAUGES`; `StoreError` while nobody can tell."""
GAUGES: Final = {
    "waiting_questions": "Questions that wait in the mailbox or are being answered",
    "leased_threads": "Threads that a worker holds",
    "oldest_waiting_seconds": "How long the thread that waits longest has waited for a worker",
    "oldest_lease_seconds": "How long the longest-running answer has been with its worker",
    "workers": "Worker processes that live",
}

_QUESTIONS: Final[Mapping[Counted, str]] = {
    "asked": "asked",
    "answered": "answered",
    "recovered": "recovered",
    "failed": "failed",
    "given_up": "given_up",
}
_EDITS: Final[Mapping[Counted, str]] = {
    "edit_made": "made",
    "edit_dropped": "dropped",
    "edit_refused": "refused",
}
_QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_SLOW: Final = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
_TIMED: Final[Mapping[Timed, tuple[str, str, tuple[float, ...]]]] = {
    "acknowledged": ("acknowledge_seconds", "From Slack's event to our acknowledgement", _QUICK),
    "waited": ("wait_seconds", "From asking to a worker's taking the question", _SLOW),
    "first_text": ("first_text_seconds", "From taking a question to its first text", _SLOW),
    "finished": ("finish_seconds", "From the model's end to the final text in Slack", _SLOW),
    "answered": ("answer_seconds", "From asking to the final text in Slack", _SLOW),
}


class PrometheusMeter:
    """A `Meter` with a registry of its own: nothing is global, so that tests may have several."""

    def __init__(self, census: Census | None = None) -> None:
        self._registry = own = CollectorRegistry()
        self._census = census
        counted, timed = partial(Counter, registry=own), partial(Histogram, registry=own)
        self._questions = counted(
            "threadloom_questions", "Questions, by what became of them", ["outcome"]
        )
        self._edits = counted("threadloom_edits", "Interim edits and pieces of streams", ["result"])
        self._doubts = counted(
            "threadloom_ambiguous_posts", "Posts of which Slack did not say if it took them"
        )
        self._refused = counted(
            "threadloom_refused_events", "Events that Slack was told to bring again"
        )
        self._attempts = timed(
            "threadloom_attempts", "Attempts that a question took", buckets=(1, 2, 3, 4, 5, 6)
        )
        self._times = {
            what: timed(f"threadloom_{name}", text, buckets=buckets)
            for what, (name, text, buckets) in _TIMED.items()
        }
        self._gauges = {
            name: Gauge(f"threadloom_{name}", text, registry=own) for name, text in GAUGES.items()
        }
        self._warnings = Gauge(
            "threadloom_warnings", "What somebody should mend, as /readyz says", registry=own
        )
        self._begin()

    def count(self, what: Counted) -> None:
        if outcome := _QUESTIONS.get(what):
            self._questions.labels(outcome).inc()
        elif result := _EDITS.get(what):
            self._edits.labels(result).inc()
        elif what == "event_refused":
            self._refused.inc()
        else:
            self._doubts.inc()

    def time(self, what: Timed, seconds: float) -> None:
        self._times[what].observe(max(0.0, seconds))

    def attempts(self, number: int) -> None:
        self._attempts.observe(number)

    async def page(self, warnings: int = 0) -> bytes:
        """All of it in Prometheus's text format; what only Redis knows is NaN while it is away.

        `warnings`: how many things somebody should mend.
        """
        self._warnings.set(warnings)
        told: Mapping[str, float] = {}
        if self._census:
            try:
                told = await self._census()
            except StoreError:
                told = {}
        for name, gauge in self._gauges.items():
            gauge.set(told.get(name, float("nan")))
        return generate_latest(self._registry)

    def _begin(self) -> None:
        """Every series is there from the start, at 0: an alert needs no first accident."""
        for outcome in _QUESTIONS.values():
            self._questions.labels(outcome)
        for result in _EDITS.values():
            self._edits.labels(result)
