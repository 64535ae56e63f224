"""The threads that this process has seen lately: what it knows should Redis lose its memory."""

from __future__ import annotations

from collections import OrderedDict

from bot.conversation.question import Question
from bot.conversation.thread import Thread

MOST = 2000
"""Threads remembered, the ones with the latest questions."""


class Lately:
    """Remembers in this process alone, and nothing that people said."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._seen: OrderedDict[Thread, float] = OrderedDict()

    def saw(self, question: Question) -> None:
        """There was a question in its thread."""
        thread = question.thread
        self._seen[thread] = max(float(question.ts), self._seen.pop(thread, 0.0))
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)

    def since(self, ts: float) -> dict[Thread, float]:
        """Threads to the ts of their last question, those with one after `ts`."""
        return {thread: last for thread, last in self._seen.items() if last >= ts}
