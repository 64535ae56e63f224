"""Thumbs under an answer, kept with its id, and the comment that may go with one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from bot.controls.aside import Aside, refusal
from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.conversation.turn import Turn
from bot.conversation.verdict import Thumb, Verdict
from bot.errors import Forgotten
from bot.ports import Store
from bot.reply import modals
from bot.reply.modals import View
from bot.tongue import say


@dataclass(frozen=True, slots=True)
class Rating:
    """Each person's newest verdict on an answer counts; nobody else is told of it."""

    store: Store
    aside: Aside

    async def praise(self, press: Press, first: str, answer: str) -> str:
        """Keep a thumb up for the answer of that id to the question `first`, and say thanks."""
        return await self._judged(press, first, answer, "up") or say(
            "Thank you: that is kept with the answer."
        )

    async def blame(self, press: Press, first: str, answer: str) -> str:
        """Keep a thumb down, and ask what was wrong."""
        form = partial(self._form, press, first, answer)
        return await self._judged(press, first, answer, "down") or await self.aside.show(
            press, say("Thank you"), form
        )

    async def comment(self, press: Press, about: str, words: str) -> None:
        """Keep why somebody's thumb is down; `about` is what the form was opened with."""
        first, answer, when = [*about.split(" "), "", ""][:3]
        verdict = await self._verdict(replace(press, when=when), first, answer, "down")
        await self.store.judge(replace(verdict, comment=words))

    async def _form(self, press: Press, first: str, answer: str) -> View:
        kept = await self._verdict(press, first, answer, "down")
        return modals.comment(f"{first} {answer} {kept.when}", kept.comment)

    async def _judged(self, press: Press, first: str, answer: str, thumb: Thumb) -> str:
        """A sentence for whoever pressed, if it is not kept; Slack is not answered before."""
        keep = partial(self._keep, press, first, answer, thumb)
        return refusal(press, first) or await self.aside.kept(keep)

    async def _keep(self, press: Press, first: str, answer: str, thumb: Thumb) -> None:
        await self.aside.check(press)
        await self.store.judge(await self._verdict(press, first, answer, thumb))

    async def _verdict(self, press: Press, first: str, answer: str, thumb: Thumb) -> Verdict:
        """The new one, with the comment that went with an equal one."""
        thread, turns = await self._said(first, answer)
        model = str(turns[-1].about.get("model") or "")
        new = Verdict(thread, first, answer, press.user, thumb, press.when, model=model)
        for old in await self.store.feedback(thread):
            if (old.key, old.thumb) == (new.key, thumb):
                return replace(new, comment=old.comment)
        return new

    async def _said(self, first: str, answer: str) -> tuple[Thread, list[Turn]]:
        """The turns of that very answer, and the thread in which it was given; `Forgotten`."""
        question = await self.store.question(first)
        if question is None:
            raise Forgotten(first)
        conversation = await self.store.conversation(question.thread)
        for turns in (conversation.stands(first), *conversation.earlier(first)):
            if turns and turns[-1].name == answer:
                return question.thread, turns
        raise Forgotten(answer)
