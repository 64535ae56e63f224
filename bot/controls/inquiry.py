"""What people want of a research: to have one, to ask further, to take the answer with them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversation.question import How, Question
from bot.conversation.thread import Thread
from bot.ports import Store
from bot.reply.characters import still


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Lets it wait for its turn: once one of these returns it can't be lost."""

    store: Store
    put: Callable[[Question], Awaitable[None]]

    async def begin(self, order: Question) -> None:
        """Research what stands behind the `!research` of `order`, in a thread of its own."""
        await self.put(replace(order, how="open"))

    async def ask(self, thread: Thread, user: str, words: str, when: str) -> None:
        """Ask a further question in `thread`, for all to see; whoever asks it first, it is once.

        `words` are plain ones, and not as Slack writes what people type.
        """
        await self.put(Question(thread, when, user, still(words), how="open"))

    async def export(self, first: str, how: How, user: str, when: str) -> bool:
        """Hand over an answer as a "file" or as a "canvas"; False if nobody remembers it."""
        question = await self.store.question(first)
        if question is None:
            return False
        await self.put(replace(question, user=user, again=when, how=how))
        return True
