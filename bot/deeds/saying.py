"""What is asked is obeyed where it orders, kept where it asks, and then answered by the model."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.choices import Choices, wanted
from bot.conversation.commands import PLAIN, Commands
from bot.conversation.conversation import Block, Conversation, Turn, block
from bot.conversation.directives import directives, overlooked
from bot.conversation.orders import ASKING, RESEARCH, SUMMARIZE, word
from bot.conversation.pointed import Pointed
from bot.conversation.preferences import places
from bot.conversation.question import ANEW, Asking, Question
from bot.conversation.quoted import Said, pointed, quoted
from bot.deeds.citing import Citing
from bot.deeds.ending import Ending, Outcome, Work
from bot.deeds.forgetting import Forgetting
from bot.deeds.planned import Planned
from bot.errors import SlackError, WrongWords
from bot.model.researching import Researching
from bot.model.round import Round
from bot.model.speaker import Speaker
from bot.model.summarizing import Summarizing
from bot.ports import Store, Surface
from bot.reply import words
from bot.reply.cited import Sources
from bot.reply.furniture import Furniture
from bot.research.brief import topic
from bot.research.kept import opening, research, unfinished
from bot.summary.kept import summary
from bot.summary.scope import summons
from bot.tongue import Remark

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Saying:
    """Turns one asking into what its reply says."""

    store: Store
    surface: Surface
    speaker: Speaker
    choices: Choices
    ending: Ending
    summarizing: Summarizing
    researching: Researching
    forgetting: Forgetting
    commands: Commands = PLAIN

    async def said(self, work: Work) -> Outcome:
        """The words of the reply, and what stands under them."""
        if (order := word(work.lease.question.text)) and order not in ASKING:
            if order != "forget":
                return words.helping(self.commands), Furniture()
            return await self.forgetting.forget(work.lease), Furniture()
        told, parts = await self._obeyed(work.lease.asking)
        if not parts:
            return "\n".join(told) or words.helping(self.commands), Furniture()
        now = work.now = await self._begun(work, parts)
        now.notices |= dict.fromkeys(told)
        try:
            await self._ask(now, parts)
        except WrongWords as error:
            return error.usage, Furniture()
        await self._spoken(work, now)
        return self.ending.answered(now)

    async def _spoken(self, work: Work, now: Round) -> None:
        """Let the model answer, if it has not; what it says is shown with links for its marks."""
        plain = now.reply
        if sources := Sources.of(now.conversation):
            now.reply = work.reply = Citing(plain, sources)
        researched = research(now.conversation, work.first)
        if plan := researched.get("plan"):
            now.reply = work.reply = Planned(now.reply, tuple(map(str, plan)))
            now.reply.show(now.speech)
        if now.conversation.answered(work.first) is None:
            await (self.researching if researched else self.speaker).speak(now)
        if about := summary(now.conversation, work.first):
            proven = await self.summarizing.proven(now, about)
            now.reply = work.reply = Citing(plain, proven)

    async def _obeyed(self, asking: Asking) -> tuple[list[str], list[Question]]:
        """What is to be said of the orders in it, and the questions that are left."""
        told: list[str] = []
        left: list[Question] = []
        for part in asking.parts:
            try:
                done, rest = await self._directed(part, fresh=asking.question.how not in ANEW)
            except WrongWords as error:
                told.append(error.usage)
                continue
            told += done
            if rest or part.brings:
                left.append(replace(part, text=rest))
        return told, left

    async def _directed(self, part: Question, *, fresh: bool) -> tuple[list[str], str]:
        """Do what one question begins with ordering, unless that was done when it was asked.

        With a question behind it an order is for that answer alone, and is done by what then holds.
        """
        here = places(part)
        orders, asked, rest = directives(part.text)
        alone = not (rest or part.brings)
        kept = [order for order in orders if fresh and (alone or order.dial.ours)]
        told = [await self.choices.turn(order, here[0], here) for order in kept]
        told += await self.choices.only(part)
        told += [await self.choices.tell(dial, here) for dial in asked]
        if inside := overlooked(rest):
            told.append(words.overlooked(inside))
        return told, rest

    async def _begun(self, work: Work, parts: Sequence[Question]) -> Round:
        question = work.lease.question
        held, whence = await self.choices.held(question, work.lease.asking.parts)
        asked_for = wanted(question.how, held, self.speaker.setup.capabilities)
        if any(word(part.text) == SUMMARIZE and summons(part.text).page for part in parts):
            asked_for = replace(asked_for, web_fetch=True)
        conversation = (await self.store.conversation(question.thread)).upon(question.first)
        if any(_researches(part, conversation, question.first) for part in parts):
            asked_for = self.researching.preferred(asked_for, self.choices.default)
        if asked_for.effort != held.effort:
            whence = {**whence, "effort": "message"}
        return Round(work.lease, conversation, asked_for, work.reply, work.speech, whence=whence)

    async def _ask(self, now: Round, parts: Sequence[Question]) -> None:
        """It is kept before it is answered, unless it waits for its answer already."""
        conversation, asking, first = now.conversation, now.lease.asking, now.question.first
        lacking = conversation.lacks(first, asking.anew, asking.of)
        if lacking is None:
            now.speech.resume([*opening(conversation, first), *conversation.said(first)])
            return
        turns, wordless = lacking
        if wordless:
            turns += [await self._asked(now, part) for part in parts]
        conversation = now.conversation  # notes on parts may have been kept meanwhile
        await self.store.keep(now.lease, turns, conversation.kept(first))
        now.conversation = conversation.add(*turns)
        now.speech.resume(opening(now.conversation, first))

    async def _asked(self, now: Round, part: Question) -> Turn:
        first = now.question.first
        about = {} if part.first == first else {"asked": part.first}
        if word(part.text) == SUMMARIZE:
            part = await self.summarizing.found(part)
            return await self.summarizing.asked(now, part, *await self._opened(now, part))
        opens = part.ts == now.lease.asking.parts[0].ts and now.conversation.opens(first)
        if not _researches(part, now.conversation, first):
            return Turn("user", await self._content(now, part, opening=opens), first, about)
        if word(part.text) == RESEARCH:
            part = replace(part, text=topic(part.text))
        turn = await self.researching.asked(
            now, part, await self._content(now, part, opening=opens)
        )
        return replace(turn, about={**turn.about, **about})

    async def _content(self, now: Round, part: Question, *, opening: bool) -> tuple[Block, ...]:
        """What was said before, what the files hold, and then the question itself."""
        content: list[Block] = []
        if opening and not part.opens:
            content.append(block(quoted(await self._heard(part, now.conversation.since))))
        if part.about:
            content.append(block(await self._pointed(part, part.about)))
        opened, unread = await self._opened(now, part)
        said = [await self.surface.plain(part), *(f"[{remark}]" for remark in unread)]
        content += [*opened, block("\n".join(said).strip())]
        return tuple(part for part in content if part.get("text") != "")

    async def _pointed(self, part: Question, about: Pointed) -> str:
        """The message that it is about, with names in place of ids."""
        who = await self.surface.named(about.user) if about.user else about.name or "an app"
        text = await self.surface.plain(replace(part, text=about.text, direct=True))
        return pointed(Said(who, about.ts, text or "(no words)", about.link))

    async def _opened(self, now: Round, part: Question) -> tuple[list[Block], list[Remark]]:
        opened, unread = await self.surface.opened(part)
        now.notices |= dict.fromkeys(remark.said for remark in unread)
        return opened, unread

    async def _heard(self, question: Question, since: str) -> list[Said]:
        try:
            return [one for one in await self.surface.heard(question) if one.ts > since]
        except SlackError as error:
            # An answer that knows less is better than none.
            log.warning("the thread before %s was not read: %s", question.id, error)
            return []


def _researches(part: Question, conversation: Conversation, first: str) -> bool:
    """Whether it is a research, or goes on with one; `first` is the question that it is part of."""
    if part.text == words.GO_ON:
        return bool(research(conversation, first) or unfinished(conversation))
    return word(part.text) == RESEARCH
