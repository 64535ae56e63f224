"""What was asked last in a thread is asked again; its own reply shows what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.question import How, Question
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
        for first, answered in conversation.again():
            if question := await self.store.question(first):
                if question.user != order.user and not await self.rights.belongs(order.user):
                    return words.strange()
                how: How = "same" if answered else ""
                await self.mailbox.put(replace(question, again=order.ts, how=how))
                return ""
        return self.refused(order)

    def refused(self, _: Question, _code: str = "") -> str:
        """Nothing is known that could be asked."""
        return say("There is nothing in this thread that I could answer again.")
