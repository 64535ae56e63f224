"""What one person has forgotten or exported from anywhere: it is chosen, confirmed, and ordered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.deeds.exporting import Exporting, ordered, unknown
from bot.deeds.forgetting import Forgetting
from bot.errors import BotError, SlackError, WrongWords
from bot.ports import Store
from bot.ports.evidence import Board
from bot.ports.mailbox import Putting
from bot.reply import desk
from bot.reply.desk import Row, Shown
from bot.tongue import say

log = logging.getLogger(__name__)
ME = ("me", "myself", "mine")
PATIENCE = 0.8
"""Seconds for which an order waits for Slack to say who may read; then it is taken, and whoever
works it off asks."""


@dataclass(frozen=True, slots=True)
class Desk:
    """For `/threadloom forget` and `export`, and the buttons that these show."""

    store: Store
    board: Board
    forgetting: Forgetting
    exporting: Exporting
    put: Putting

    async def forget(self, who: Press, words: str) -> Shown | str:
        """The thread at the link in `words` to be confirmed, or those to choose from.

        `WrongWords` where that is no link.
        """
        if words.lower() in ME:
            return desk.offer_me()
        if not words:
            mine = await self._mine(who, lambda thread: self.forgetting.may(thread, who.user))
            return desk.threads(mine, desk.FORGET) if mine else _none()
        thread = self._named(words)
        if not await self.forgetting.may(thread, who.user):
            return _barred()
        return desk.offer(self._row(thread))

    async def exportable(self, who: Press) -> Shown | str:
        """The threads to choose from for whoever named none to export."""
        mine = await self._mine(who, lambda thread: self._readable(thread, who.user))
        return desk.threads(mine, desk.EXPORT) if mine else _none()

    async def export(self, who: Press, words: str) -> str:
        """Order the files of the thread at the link in `words`, before Slack is answered."""
        return await self.order_export(who, self._named(words))

    async def order_forget(self, who: Press, thread: Thread) -> str:
        """It was confirmed: what there is to say. Once this returns the order can't be lost."""
        if not await self.forgetting.may(thread, who.user):
            return _barred()
        await self.forgetting.hurry(thread, who.user)
        order = ordered("!forget", thread, who.user, who.when)
        # Whoever has it forgotten, from whichever list: it is said in the thread, for all to read.
        await self.put(order, f"forget {thread}")
        return say("I am forgetting it, and say so in the thread: {link}", link=self._link(thread))

    async def order_export(self, who: Press, thread: Thread) -> str:
        """Let the files be made, once it is their turn; what there is to say.

        Where Slack does not say in time who may read it, whether it is known is not told, either.
        """
        may = await self._may(thread, who.user)
        if may is False or (may and not await self.forgetting.knows(thread)):
            return unknown()
        order = ordered("!export", thread, who.user, who.when)
        await self.put(order, f"export {thread} {who.user}")
        return say("I am copying it. The files come in a direct message, to you alone.")

    async def forget_me(self, who: Press) -> str:
        """All that is one person's alone goes."""
        await self.store.forget_person(who.team, who.user)
        return say("I have forgotten your settings, the list of your threads and your feedback.")

    async def _mine(self, who: Press, may: Callable[[Thread], Awaitable[bool]]) -> list[Row]:
        found = await self.store.threads(who.team, who.user, 2 * desk.MOST)
        rows = [self._row(thread) for thread in found if await may(thread)]
        return rows[: desk.MOST]

    async def _readable(self, thread: Thread, user: str) -> bool:
        try:
            return await self.exporting.may(thread, user)
        except SlackError:
            return False

    async def _may(self, thread: Thread, user: str) -> bool | None:
        """Whether they may read it, as far as Slack says so in time; None if it does not."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.exporting.may(thread, user)
        except (SlackError, TimeoutError) as error:
            log.info("who may read a thread is asked once more: %r", error)
            return None

    def _named(self, words: str) -> Thread:
        if thread := self.board.thread(words):
            return thread
        raise WrongWords(
            say(
                "That is no link of a message here. Copy it from the menu of a message of the "
                "thread, or say nothing to choose from your last threads."
            )
        )

    def _row(self, thread: Thread) -> Row:
        return Row(thread, self.board.address(thread.channel, thread.ts))

    def _link(self, thread: Thread) -> str:
        return f"<{self._row(thread).link}>"


async def told(
    act: Awaitable[Shown | str], tell: Callable[[Shown | str], Awaitable[object]]
) -> None:
    """Do what may take longer than Slack waits, and tell what came of it."""
    try:
        shown = await act
    except WrongWords as error:
        shown = error.usage
    except BotError as error:
        shown = error.sentence
    await tell(shown)


def _none() -> str:
    return say("I remember no thread of yours. Add the link of a thread behind the command.")


def _barred() -> str:
    return say(
        "I remember no such thread that you can have me forget. Whoever asked me first in a thread "
        "can, and an admin of this workspace."
    )
