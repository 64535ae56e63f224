"""What this process alone knows should Redis lose its memory: threads, and what it promised."""

from __future__ import annotations

from collections import OrderedDict

from bot.conversation.directives import summarizes_aside
from bot.conversation.question import ELSEWHERE, Question
from bot.conversation.thread import Thread

MOST = 2000
"""Threads remembered, the ones with the latest questions."""
ORDERS = 200
"""Orders remembered, the newest."""


class Lately:
    """Remembers in this process alone.

    Of what people said it has only orders that stand nowhere in Slack (commands, shortcuts, forms)
    until this process has dealt with them: who acknowledged one is all that could tell of it.
    """

    def __init__(self, most: int = MOST, orders: int = ORDERS) -> None:
        self._most = most
        self._seen: OrderedDict[Thread, float] = OrderedDict()
        self._room = orders
        self._orders: OrderedDict[str, Question] = OrderedDict()

    def saw(self, question: Question) -> None:
        """There was a question in its thread."""
        thread = question.thread
        self._seen[thread] = max(float(question.ts), self._seen.pop(thread, 0.0))
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)

    def since(self, ts: float) -> dict[Thread, float]:
        """Threads to the ts of their last question, those with one after `ts`."""
        return {thread: last for thread, last in self._seen.items() if last >= ts}

    def promised(self, question: Question) -> None:
        """It was put, and is acknowledged."""
        if _nowhere(question):
            self._orders[question.id] = question
            if len(self._orders) > self._room:
                self._orders.popitem(last=False)

    def dealt_with(self, question: Question) -> None:
        """Nothing is owed any more, or what is owed stands in Slack."""
        self._orders.pop(question.id, None)

    def owed(self, ts: float) -> list[Question]:
        """Orders that may still wait, as far as this process knows, oldest first; after `ts`."""
        return [order for order in self._orders.values() if float(order.ts) >= ts]


def _nowhere(question: Question) -> bool:
    """Whether no message may stand for it; of one that is typed Slack tells as well."""
    carried = summarizes_aside(question) or question.how in ("open", *ELSEWHERE)
    return question.opens and carried
