"""What is counted and timed for whoever watches from outside: never a word that anybody said."""

from __future__ import annotations

from typing import Final, Literal, Protocol

Counted = Literal[
    "asked",
    "answered",
    "recovered",
    "failed",
    "given_up",
    "event_refused",
    "ambiguous_post",
    "edit_made",
    "edit_dropped",
    "edit_refused",
]
"""Things that happen. Questions: `asked` (kept and acknowledged), `answered`, `failed` (ended in an
apology), `given_up` (after too many tries), `recovered` (from a worker that died; they count once
more as what they come to). Events: `event_refused` (not acknowledged, so that Slack tells of it
again). Messages: `ambiguous_post` (Slack left us in doubt), and interim edits or pieces of a stream
made, dropped (the answer ended before their turn came) and refused (by Slack, or not to be had)."""

Timed = Literal["acknowledged", "waited", "first_text", "finished", "answered"]
"""Seconds: to acknowledge an event, a question in the mailbox, from taking it to the first text in
Slack, from the model's end to the final text, and from asking to the final text."""


class Meter(Protocol):
    """Counts and times; never fails, never waits."""

    def count(self, what: Counted) -> None:
        """It happened once more."""

    def time(self, what: Timed, seconds: float) -> None:
        """It took so long."""

    def attempts(self, number: int) -> None:
        """A question is over, at its attempt of this number."""


class Unmetered:
    """A `Meter` for where nobody watches."""

    def count(self, what: Counted) -> None: ...

    def time(self, what: Timed, seconds: float) -> None: ...

    def attempts(self, number: int) -> None: ...


UNMETERED: Final[Meter] = Unmetered()
