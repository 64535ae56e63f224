"""Somebody points at a message: it is explained, translated or asked about, wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.controls.aside import Aside
from bot.conversation.orders import word
from bot.conversation.press import Press
from bot.conversation.question import Question
from bot.errors import NotAllowed, SlackError, StoreError
from bot.ports import Surface
from bot.ports.evidence import Archive
from bot.ports.mailbox import Putting
from bot.reply import asked, words
from bot.reply.modals import Block, View
from bot.tongue import language, say


@dataclass(frozen=True, slots=True)
class Pointing:
    """Makes questions of messages; `put` lets one wait, durably, or raises `StoreAway`.

    A message comes as a question without words, with the message as what it is `about`. Whoever
    points at it can read it, for Slack has shown it to them: the bot need not be where it stands.
    """

    put: Putting
    surface: Surface
    archive: Archive
    aside: Aside

    async def explain(self, message: Question, tongue: str, once: str = "") -> str:
        """Have it explained to its asker alone, in `tongue`; what they are told meanwhile.

        `once` is what they pressed (see `Press`).
        """
        ask = say("Explain this message to me, in {language}.", language=tongue)
        ask = ask if tongue else say("Explain this message to me.")
        return await self._promised(message, ask, once)

    async def translate(self, message: Question, tongue: str, once: str = "") -> str:
        """Have it translated into `tongue`; the same."""
        known = tongue or language("en")
        ask = say("Translate this message into {language}.", language=known)
        return await self._promised(message, ask, once)

    async def show(self, press: Press, message: Question) -> str:
        """Open the form in which one asks about it; a sentence where that can't be."""
        if empty := _nothing(message):
            return empty
        return await self.aside.show(press, say("Ask about this"), partial(self._form, message))

    async def take(
        self, press: Press, about: str, values: Mapping[str, Any], blocks: Sequence[Block]
    ) -> dict[str, str]:
        """Let what a submitted form asks wait; a sentence for the field where it can't.

        `about` is what the form was opened with, `blocks` what it showed.
        """
        if not press.ours:
            return {asked.ASK: words.strange()}
        question = asked.asked(about, values, blocks, press.user)
        if question is None:
            return {
                asked.ASK: say("This form is out of date. Please close it, and open it once more.")
            }
        if not question.text or word(question.text):
            return {asked.ASK: say("Please write what you want to know of this message.")}
        try:
            await self.put(question)
        except StoreError as error:
            return {asked.ASK: error.sentence}
        return {}

    async def _promised(self, message: Question, ask: str, once: str) -> str:
        if empty := _nothing(message):
            return empty
        await self.put(replace(message, text=ask, how="aside"), once)
        return say("I am on it. The answer comes in a direct message, to you alone.")

    async def _form(self, message: Question) -> View:
        said = message.about
        if said is None:
            raise NotAllowed("nothing_pointed_at")
        who = await self.surface.named(said.user) if said.user else said.name
        plain = await self.surface.plain(replace(message, text=said.text, direct=True))
        return asked.form(message, (who, plain), public=await self._tellable(message))

    async def _tellable(self, message: Question) -> bool:
        """Whether the answer may stand in the thread of the message: both of us are there."""
        try:
            await self.archive.require(message, message.thread.channel)
        except SlackError:  # nobody can tell, or it may not
            return False
        return True


def _nothing(message: Question) -> str:
    """Why there is nothing to ask of it; "" if there is."""
    if message.files or (message.about and message.about.text.strip()):
        return ""
    return say("I can read nothing in that message: it has neither words nor files.")
