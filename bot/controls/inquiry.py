"""What people want of a research: to have one, to ask further, to take the answer with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.press import Press
from bot.conversation.question import How, Question
from bot.conversation.thread import Thread
from bot.ports import Store
from bot.ports.mailbox import Putting
from bot.reply.characters import still


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Lets it wait for its turn: once one of these returns it can't be lost."""

    store: Store
    put: Putting

    async def begin(self, order: Question) -> None:
        """Research what stands behind the `!research` of `order`, in a thread of its own.

        Until a message stands for it there, it is as safe as what `Bot.elsewhere` is given.
        """
        await self.put(replace(order, how="open"))

    async def ask(self, press: Press, thread: Thread, words: str) -> None:
        """Ask a further question in `thread`, for all to see; whoever asks it first, it is once.

        `words` are plain ones, and not as Slack writes what people type.
        """
        asked = Question(thread, press.when, press.user, still(words), how="open")
        await self.put(asked, press.once)

    async def export(self, press: Press, first: str, how: How) -> bool:
        """Hand over an answer as a "file" or as a "canvas"; False if nobody remembers it."""
        question = await self.store.question(first)
        if question is None:
            return False
        order = replace(question, user=press.user, again=press.when, how=how)
        await self.put(order, press.once)
        return True
