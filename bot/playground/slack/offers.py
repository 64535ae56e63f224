"""What an agent suggests to say next, in each conversation, until somebody says anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offer:
    """Prompts at a place, each a title and the words it says; `thread_ts` "": the channel itself.

    One without prompts takes back what was offered there.
    """

    channel: str
    thread_ts: str
    title: str = ""
    prompts: Sequence[tuple[str, str]] = ()


@dataclass(slots=True, eq=False)
class Offers:
    """All that is offered in the workspace; `watchers` are called with one that is new."""

    watchers: list[Callable[[Offer], None]] = field(default_factory=list)
    _all: dict[tuple[str, str], Offer] = field(default_factory=dict)

    def put(self, offer: Offer) -> None:
        """Offer this, in place of what was offered there."""
        self._all[offer.channel, offer.thread_ts] = offer
        for watcher in self.watchers:
            watcher(offer)

    def withdraw(self, channel: str, thread_ts: str) -> None:
        """Somebody speaks there: the offer is over."""
        if (channel, thread_ts) in self._all:
            self.put(Offer(channel, thread_ts))
            del self._all[channel, thread_ts]

    def all(self) -> list[Offer]:
        """Everything that is offered now."""
        return list(self._all.values())
