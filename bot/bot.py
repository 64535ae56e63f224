"""What the bot does, and nothing of how."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial

from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.conversation.conversation import Block, Conversation, Turn, text
from bot.conversation.preferences import (
    Dial,
    Order,
    Place,
    Preferences,
    chosen,
    directives,
    places,
    preferences,
)
from bot.conversation.question import Question
from bot.conversation.quoted import Said, quoted
from bot.errors import (
    BotError,
    Gone,
    ModelError,
    SlackError,
    StoreAway,
    StoreError,
    WrongWords,
)
from bot.ports import Lease, Mailbox, Model, Reply, Store, Surface
from bot.reply import words
from bot.reply.furniture import Button, Furniture, footer

log = logging.getLogger(__name__)
ACCEPT = 2.0
"""Seconds in which a question must lie in the mailbox, so that Slack's three are kept."""
TRIES = 5
"""How often a question is taken up before its asker is told and asked to decide."""
AGAIN = "again"
"""The action of the Retry button."""

Outcome = tuple[str, Furniture]


@dataclass(frozen=True, slots=True)
class Bot:
    """Answers questions in Slack threads."""

    mailbox: Mailbox
    store: Store
    model: Model
    surface: Surface
    default: Preferences
    clock: Callable[[], float] = time.monotonic

    async def ask(self, question: Question) -> None:
        """Let `question` wait for an answer; once this returns it can't be lost."""
        try:
            async with asyncio.timeout(ACCEPT):
                put = await self.mailbox.put(question)
        except TimeoutError as error:
            raise StoreAway("the mailbox did not take the question in time") from error
        if put == "full":
            await self.surface.whisper(question.thread, question.user, words.FULL)

    async def again(self, first: str, when: str) -> bool:
        """Ask once more what was asked before; False if nobody remembers it."""
        question = await self.store.question(first)
        if question is None:
            return False
        await self.ask(replace(question, again=when))
        return True

    async def knows(self, question: Question) -> bool:
        """Whether the bot was called into the thread before this was said."""
        since = await self.store.since(question.thread)
        # Slack delivers in no order: what people said before the call may come after it.
        return since is not None and since < question.ts

    async def tell(self, dial: Dial, here: Sequence[Place]) -> str:
        """What a dial stands at, and where that comes from."""
        said = await self.store.preferred(here)
        return words.told(dial, preferences(self.default, here, said), chosen(dial, here, said))

    async def turn(self, order: Order, at: Place, here: Sequence[Place]) -> str:
        """Set a dial at one place; says what was done and, if a nearer place differs, that too."""
        await self.store.prefer(at, order.dial.name, order.value)
        done = words.turned(order.dial, order.value, at.kind)
        choice = chosen(order.dial, here, await self.store.preferred(here))
        settled = order.value if choice is None else choice.value
        return done if settled == order.value else f"{done} {await self.tell(order.dial, here)}"

    async def answer(self, lease: Lease) -> None:
        """Deal with one question: exactly one reply, finished, and remembered."""
        if lease.journal.phase != "final" or lease.journal.asking != lease.question.id:
            await self._reply(lease)
        await self.mailbox.commit(lease)

    async def _reply(self, lease: Lease) -> None:
        try:
            async with self.surface.reply(lease) as reply:
                said, furniture = await self._outcome(lease, reply)
                await reply.finish(said, furniture)
        except SlackError as error:
            # Gone: no place is left to answer in. Tired: Slack will not have it, again and again.
            # Either way the question is over, and those behind it must not wait for it.
            if not isinstance(error, Gone) and lease.attempt <= TRIES:
                raise
            log.exception("no reply to %s", lease.question.id)

    async def _outcome(self, lease: Lease, reply: Reply) -> Outcome:
        """What the reply says in the end, whatever happens on the way there."""
        answer = Answer()
        sorry = partial(_sorry, lease.question)
        try:
            if lease.attempt > TRIES:
                return "", sorry(words.TIRED)
            return await self._said(lease, reply, answer)
        except WrongWords as error:
            return error.usage, Furniture()
        except (StoreError, SlackError):
            raise
        except BotError as error:
            log.warning("%s not answered: %r", lease.question.id, error)
            return answer.text, sorry(error.apology)
        except Exception:
            log.exception("%s not answered", lease.question.id)
            return answer.text, sorry(BotError.apology)

    async def _said(self, lease: Lease, reply: Reply, answer: Answer) -> Outcome:
        question = lease.question
        here = places(question)
        orders, asked, rest = directives(question.text)
        told = [await self.turn(order, here[0], here) for order in orders]
        told += [await self.tell(dial, here) for dial in asked]
        if not rest:
            return "\n".join(told) or words.HELP, Furniture()
        conversation = await self.store.conversation(question.thread)
        now = preferences(self.default, here, await self.store.preferred(here))
        turn = conversation.answered(question.first)
        if turn is None:
            conversation, new = await self._asked(conversation, replace(question, text=rest))
            turn = await self._spoken(lease, Request(conversation, now), reply, answer, new)
        return text(turn.content), Furniture(footer(turn.about, now))

    async def _asked(
        self, conversation: Conversation, question: Question
    ) -> tuple[Conversation, list[Turn]]:
        """The conversation with `question` at its end, and the turns that are new to the store."""
        if conversation.awaits(question.first):
            return conversation, []
        content: list[Block] = []
        if not conversation.turns and not question.opens:
            content.append({"type": "text", "text": quoted(await self._heard(question))})
        content.append({"type": "text", "text": await self.surface.plain(question)})
        turn = Turn("user", tuple(b for b in content if b["text"]), question.first)
        return conversation.add(turn), [turn]

    async def _heard(self, question: Question) -> list[Said]:
        try:
            return await self.surface.heard(question)
        except SlackError as error:
            # An answer that knows less is better than none.
            log.warning("the thread before %s was not read: %s", question.id, error)
            return []

    async def _spoken(
        self, lease: Lease, request: Request, reply: Reply, answer: Answer, new: list[Turn]
    ) -> Turn:
        """Let the model speak while the reply grows; what was said is kept before it is final."""
        begun = self.clock()
        try:
            # Closed at once if anything raises: nobody should pay for words that nobody reads.
            async with aclosing(self.model.stream(request)) as deltas:
                async for delta in deltas:
                    answer.add(delta)
                    reply.show(answer)
            turn = answer.turn(lease.question.first, self.clock() - begun)
        except ModelError:
            # The next question of the thread still refers to this one.
            await self.store.keep(lease, new)
            raise
        await self.store.keep(lease, [*new, turn])
        return turn


def _sorry(question: Question, sentence: str) -> Furniture:
    """What stands under a reply that failed: why, and the way on."""
    return Furniture(apology=sentence, buttons=(Button(AGAIN, "Retry", question.first),))
