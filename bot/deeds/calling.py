"""Who waited for a reply for more than a minute is called to it, once: edits notify nobody."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.choices import Choices
from bot.conversation.question import Asking, Question
from bot.ports import Lease, Surface

LONG = 60.0
"""Seconds from the asking after which nobody looks at the thread any more."""


@dataclass(frozen=True, slots=True)
class Calling:
    """`clock` is the time of day, as Slack's ts count it: seconds since 1970."""

    surface: Surface
    choices: Choices
    clock: Callable[[], float] = time.time

    async def call(self, lease: Lease) -> None:
        """Call those who waited long for the reply that stands, unless they would rather not be.

        Whoever takes the question over after a crash may do so again: nobody is called twice.
        """
        stopped = lease.wish is not None and lease.wish.kind == "stop"  # by somebody who was there
        if stopped or not lease.journal.stamps:
            return
        now, asking = self.clock(), lease.asking
        late = [part for part in asking.parts if now - _since(asking, part, now) > LONG]
        users = dict.fromkeys([part.user for part in late if await self._wants(part)])
        if users:
            await self.surface.call(lease, tuple(users))

    async def _wants(self, part: Question) -> bool:
        return (await self.choices.hold(part)).call_back


def _since(asking: Asking, part: Question, now: float) -> float:
    """When it was asked, as last asked or worded; `now` if what says so is no time."""
    try:
        return float(asking.question.again or part.edited or part.ts)
    except ValueError:
        return now
