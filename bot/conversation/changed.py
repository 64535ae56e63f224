"""That somebody turned a dial: who, where, from what to what, and when."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.preferences import Kind, Place


@dataclass(frozen=True, slots=True)
class Changed:
    """One row of the audit list.

    `who` is a user id; `old` and `new` are values as they are kept, None for not set; `when` is in
    seconds since 1970, by the clock of Redis.
    """

    place: Place
    dial: str
    who: str
    old: str | None
    new: str | None
    when: float


def parsed(key: str) -> Place:
    """The place that was written as text: `kind:key`."""
    kind, _, rest = key.partition(":")
    kinds: dict[str, Kind] = {
        "thread": "thread",
        "person": "person",
        "channel": "channel",
        "workspace": "workspace",
    }
    return Place(kinds.get(kind, "default"), rest)
