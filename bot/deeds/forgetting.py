"""A thread is forgotten as a whole, for whoever began it with the bot, or runs the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.question import asked_at
from bot.conversation.thread import Thread
from bot.errors import SlackError
from bot.ports import Bell, Lease, Store
from bot.ports.mailbox import tired
from bot.reply import words
from bot.rights import Rights
from bot.tongue import say


@dataclass(frozen=True, slots=True)
class Forgetting:
    """The one deed behind `!forget`, `/threadloom forget` and its buttons."""

    store: Store
    bell: Bell
    rights: Rights

    async def may(self, thread: Thread, user: str) -> bool:
        """Whether `user` asked first in `thread`, or is an admin; in doubt they may not.

        What was said in direct messages is nobody's but theirs who said it.
        """
        began = beginner(await self.store.asked(thread))
        if began == user:
            return True
        private = thread.channel.startswith("D")
        return not private and await self.knows(thread) and await self.rights.manages(user)

    async def knows(self, thread: Thread) -> bool:
        """Whether anything is kept of it."""
        if await self.store.asked(thread) or await self.store.since(thread):
            return True
        return bool((await self.store.conversation(thread)).turns)

    async def hurry(self, thread: Thread, user: str) -> None:
        """Before it is ordered: what is being written in `thread` need not be, if it is theirs."""
        if beginner(await self.store.asked(thread)) == user:
            await self.bell.stop(thread, user)

    async def forget(self, lease: Lease) -> str:
        """Do what `lease` orders, if that may be; what is said of it in the thread.

        Done once more, after whoever did it died over it, it comes to the same.
        `SlackError` while nobody can tell whether its person is of our workspace.
        """
        order = lease.question
        conversation = await self.store.conversation(order.thread)
        if conversation.forgot == order.ts:
            return _done()
        if not await self._ours(lease):
            return words.strange()
        if not await self.knows(order.thread):
            return say("There is nothing of this thread that I remember.")
        if not await self.may(order.thread, order.user):
            return say(
                "Only whoever asked me first in this thread, or an admin of this workspace, can "
                "have me forget it."
            )
        await self.store.forget(lease)
        return _done()

    async def _ours(self, lease: Lease) -> bool:
        try:
            return await self.rights.belongs(lease.question.user)
        except SlackError:
            if not tired(lease):
                raise  # taken up again
            return False


def beginner(asked: Mapping[str, str]) -> str:
    """Who asked first, of ids of questions to ids of people; "" where nobody is known to have."""
    first = min(asked, key=asked_at, default="")
    return asked.get(first, "")


def _done() -> str:
    return say(
        "I have forgotten what was said in this thread and what was set for it. Mention me to "
        "begin anew. What stands here in Slack you can delete yourself."
    )
