"""How often Slack lets an app call a method, with a margin for calls that reach it late.

Limits are for each method and workspace; a tier is promised as "at least" so many calls a minute.
https://docs.slack.dev/apis/web-api/rate-limits, facts/slack.md §2
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UPDATE = "chat.update"
"""Its calls are counted by `Allowance.interim` and `Allowance.final`: those take turns."""

STREAMS = frozenset({"chat.startStream", "chat.appendStream", "chat.stopStream"})
"""Their calls are counted by `Flow`: what is begun keeps room for its end."""


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `calls` in any `seconds`."""

    calls: int
    seconds: float


EDITS = Rate(50, 61.0)  # tier 3
"""The rate of `UPDATE`."""
_WORKSPACE: Mapping[str, Rate] = {
    "chat.delete": Rate(50, 61.0),  # tier 3
    "conversations.history": Rate(45, 61.0),  # tier 3, less what single reads take uncounted
    "conversations.replies": Rate(40, 61.0),  # tier 3, likewise
    "chat.postMessage": Rate(300, 61.0),  # "several hundred messages a minute"
}
_CHANNEL: Mapping[str, Rate] = {
    "chat.postMessage": Rate(10, 13.0),  # about one a second, short bursts are fine
}


def rates(method: str, channel: str) -> dict[str, Rate]:
    """The rates that a call counts in: "" for that of the workspace, `channel` for that of it."""
    both = (("", _WORKSPACE.get(method)), (channel, _CHANNEL.get(method)))
    return {place: rate for place, rate in both if rate}
