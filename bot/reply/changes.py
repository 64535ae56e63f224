"""The least that has to be done in Slack so that it shows the pages wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """Start a new Slack message, below those that stand."""

    page: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Redraw the message at `index`, counted from 0."""

    index: int
    page: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away the message at `index`, always the last one that stands."""

    index: int


Change = Post | Edit | Remove


def changes(shown: Sequence[str], wanted: Sequence[str]) -> list[Change]:
    """What turns the pages `shown` into the pages `wanted`, in the order to do it."""
    both = enumerate(zip(shown, wanted, strict=False))
    edits = [Edit(index, new) for index, (old, new) in both if old != new]
    posts = [Post(page) for page in wanted[len(shown) :]]
    surplus = [Remove(index) for index in reversed(range(len(wanted), len(shown)))]
    return [*edits, *posts, *surplus]
