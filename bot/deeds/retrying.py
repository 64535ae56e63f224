"""What was asked last in a thread is asked again; its own reply shows what comes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.conversation.conversation import Conversation
from bot.conversation.directives import directives
from bot.conversation.question import How, Question, asked_at
from bot.errors import WrongWords
from bot.ports import Lease, Mailbox, Store
from bot.reply import words
from bot.rights import Rights
from bot.tongue import say


@dataclass(frozen=True, slots=True)
class Retrying:
    """The deed behind `!retry`."""

    mailbox: Mailbox
    store: Store
    rights: Rights

    async def do(self, lease: Lease) -> str:
        """Let it wait once more; where it has an answer, it is to get another one.

        As with the buttons that do so, what others asked is for members of ours alone.
        """
        order = lease.question
        conversation = await self.store.conversation(order.thread)
        unheard = [(first, False) async for first in self._unheard(order, conversation)]
        for first, answered in [*unheard, *conversation.again()]:
            if question := await self.store.question(first):
                if question.user != order.user and not await self.rights.belongs(order.user):
                    return words.strange()
                how: How = "same" if answered else ""
                await self.mailbox.put(replace(question, again=order.ts, how=how))
                return ""
        return self.refused(order)

    async def _unheard(self, order: Question, known: Conversation) -> AsyncIterator[str]:
        """What was asked since the conversation says nothing more, the newest first.

        It was stopped, was too old or failed before it could be kept.
        """
        asked = {":".join(id_.split(":")[:3]) for id_ in await self.store.asked(order.thread)}
        for first in sorted(asked, key=asked_at, reverse=True):
            if known.holding(first) is not None:
                return
            question = await self.store.question(first)
            if question and asked_at(first) < Decimal(order.ts) and _asks(question):
                yield first

    def refused(self, _: Question, _code: str = "") -> str:
        """Nothing is known that could be asked."""
        return say("There is nothing in this thread that I could answer again.")


def _asks(question: Question) -> bool:
    """Whether it was to be answered by the model, and ordered not only something."""
    try:
        _, _, rest = directives(question.text)
    except WrongWords:
        return False
    return bool(rest or question.brings)
