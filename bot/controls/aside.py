"""What one person is shown or told alone, after it was checked who they are, at that time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.press import Press
from bot.errands import Errands
from bot.errors import BotError, Forgotten, NotAllowed, SlackError
from bot.ports import Screens
from bot.reply import modals, words
from bot.reply.modals import View
from bot.tongue import say

log = logging.getLogger(__name__)
PATIENCE = 1.2
"""Seconds for which what is kept at once waits for Slack to say who is in the channel."""
Tell = Callable[[str], Awaitable[object]]
"""Whispers a sentence to whoever pressed."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Opens modals at once, and fills them as an errand: Slack does not wait for what takes long.

    `show` and `whisper` give a sentence for whoever pressed, "" where they are told otherwise.
    """

    screens: Screens
    errands: Errands

    async def check(self, press: Press) -> None:
        """`NotAllowed` unless whoever presses is of this workspace and in the channel, now."""
        if not (press.ours and await self.screens.member(press.channel, press.user)):
            raise NotAllowed("not_in_channel")

    async def show(self, press: Press, title: str, content: Callable[[], Awaitable[View]]) -> str:
        """A modal with that title; `content` is made for it meanwhile."""
        try:
            view = await self.screens.open(press.trigger, modals.loading(title))
        except SlackError as error:
            log.info("no modal: %s", error)
            return say("That took too long. Please press it once more.")
        self.refill(view, title, content)
        return ""

    async def kept(self, work: Callable[[], Awaitable[object]]) -> str:
        """Do what must not be lost before Slack is answered; a sentence where nothing was done."""
        try:
            async with asyncio.timeout(PATIENCE):
                await work()
        except NotAllowed as error:
            return sorry(error)
        except (SlackError, TimeoutError):
            return untold()
        except BotError as error:
            return sorry(error)
        return ""

    def refill(self, view: str, title: str, content: Callable[[], Awaitable[View]]) -> None:
        """Show something else in the modal of that id, once it is made."""
        self.errands.run(self._fill(view, title, content))

    def whisper(self, tell: Tell, work: Callable[[], Awaitable[str]]) -> str:
        """Do it, and tell whoever pressed what came of it."""
        self.errands.run(_telling(tell, work))
        return ""

    async def _fill(self, view: str, title: str, content: Callable[[], Awaitable[View]]) -> None:
        try:
            told = await content()
        except BotError as error:
            told = modals.note(title, sorry(error))
        except Exception:
            log.exception("%s was not shown", title)
            told = modals.note(title, say(BotError.apology))
        await self.screens.update(view, told)


async def _telling(tell: Tell, work: Callable[[], Awaitable[str]]) -> None:
    try:
        sentence = await work()
    except BotError as error:
        sentence = sorry(error)
    if sentence:
        await tell(sentence)


def refusal(press: Press, value: str) -> str:
    """Why nothing is done for whoever pressed; "" if it may be, as far as a glance can tell."""
    if not press.ours:
        return words.strange()
    return "" if press.here(value) else say(Forgotten.apology)


def untold() -> str:
    """What somebody reads where Slack does not say whether they may do that."""
    return say("Slack did not tell me in time who is here. Please try once more.")


def sorry(error: BotError) -> str:
    """What somebody reads whose press came to nothing."""
    if isinstance(error, NotAllowed):
        return say(
            "Only people who are in this channel can do that, and I have to be in it myself."
        )
    return say(error.apology)
