"""What lies behind an answer, for one person to read: its thinking, its steps, what was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.answer.speech import Speech
from bot.answer.thoughts import thoughts
from bot.controls.aside import Aside, Tell, refusal
from bot.conversation.conversation import Conversation
from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.conversation.turn import Turn
from bot.errors import Forgotten
from bot.ports import Store
from bot.reply import modals, row
from bot.reply.furniture import Furniture
from bot.reply.modals import View
from bot.reply.steps import listed
from bot.research.marks import hidden
from bot.tongue import say


@dataclass(frozen=True, slots=True)
class Behind:
    """Shows it to members of the channel alone."""

    store: Store
    aside: Aside

    async def thinking(self, press: Press, first: str) -> str:
        """Show the thinking behind the answer to `first`."""
        read = partial(self._thought, press, first, 0)
        return refusal(press, first) or await self.aside.show(press, say("Thinking"), read)

    def turn(self, press: Press, about: str, leaf: int, view: str) -> None:
        """Show another leaf of it in the modal `view`, which was opened with `about`."""
        channel, _, first = about.partition(" ")
        read = partial(self._thought, replace(press, channel=channel), first, leaf)
        self.aside.refill(view, say("Thinking"), read)

    async def earlier(self, press: Press, first: str, at: int, tell: Tell) -> str:
        """Let somebody read an answer that was replaced, number `at` from 0."""
        read = partial(self._told, press, first, at)
        return refusal(press, first) or self.aside.whisper(tell, read)

    async def steps(self, press: Press, first: str, tell: Tell) -> str:
        """Let somebody read all that was searched and read for the answer to `first`."""
        read = partial(self._done, press, first)
        return refusal(press, first) or self.aside.whisper(tell, read)

    async def _done(self, press: Press, first: str) -> str:
        await self.aside.check(press)
        thread, conversation = await self._of(first)
        done = listed(Speech(conversation.stands(first)).steps)
        if not done:
            return say("Nothing was looked up for this answer.")
        await self.aside.screens.tell(thread, press.user, done, Furniture())
        return ""

    async def _thought(self, press: Press, first: str, leaf: int) -> View:
        await self.aside.check(press)
        _, conversation = await self._of(first)
        turns = conversation.stands(first)
        title = say("Thinking")
        if text := modals.leaves(thoughts(turns)):
            return modals.reading(title, leaf, text, f"{press.channel} {first}")
        return modals.note(title, _unreadable(turns))

    async def _told(self, press: Press, first: str, at: int) -> str:
        await self.aside.check(press)
        thread, conversation = await self._of(first)
        answers = conversation.earlier(first)
        if not 0 <= at < len(answers):
            raise Forgotten(f"{first} {at}")
        text, screens = hidden(Speech(answers[at]).whole), self.aside.screens
        await screens.tell(thread, press.user, text, row.older(first, at))
        return ""

    async def _of(self, first: str) -> tuple[Thread, Conversation]:
        question = await self.store.question(first)
        if question is None:
            raise Forgotten(first)
        return question.thread, await self.store.conversation(question.thread)


def _unreadable(turns: Sequence[Turn]) -> str:
    kinds = {str(block.get("type")) for turn in turns for block in turn.content}
    if not any("thinking" in kind for kind in kinds):
        return say("There was no thinking behind this answer.")
    return say("Claude did think before this answer, but its thinking is not given out to read.")
