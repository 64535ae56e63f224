"""What the bot does, and nothing of how."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.answer.speech import Speech
from bot.conversation.conversation import Block, Turn, block
from bot.conversation.dials import Dial, chosen, preferences
from bot.conversation.orders import Order, directives
from bot.conversation.preferences import Place, Preferences, places
from bot.conversation.prices import Prices
from bot.conversation.question import Question
from bot.conversation.quoted import Said, quoted
from bot.conversation.thread import Thread
from bot.errors import (
    Barred,
    BotError,
    Declined,
    Gone,
    SlackError,
    StoreAway,
    StoreError,
    WrongWords,
)
from bot.logbook import follow, learn
from bot.ports import Lease, Mailbox, Reply, Store, Surface
from bot.record import GIVEN_UP, UNRECORDED, Records, outcome
from bot.reply import words
from bot.reply.furniture import Button, Furniture, footer
from bot.round import Round
from bot.speaker import Speaker

log = logging.getLogger(__name__)
ACCEPT = 2.0
"""Seconds in which a question must lie in the mailbox, so that Slack's three are kept."""
TRIES = 5
"""How often a question is taken up before its asker is told and asked to decide."""
AGAIN = "again"
"""The action of the Retry button; its value is the id of the first asking."""
GO_ON = "go_on"
"""The action of the Continue button; its value is the thread."""

Outcome = tuple[str, Furniture]


@dataclass(frozen=True, slots=True)
class Bot:
    """Answers questions in Slack threads."""

    mailbox: Mailbox
    store: Store
    speaker: Speaker
    surface: Surface
    default: Preferences
    prices: Prices | None = None
    records: Records = UNRECORDED

    async def ask(self, question: Question) -> None:
        """Let `question` wait for an answer; once this returns it can't be lost."""
        with follow(question.id):
            try:
                async with asyncio.timeout(ACCEPT):
                    put = await self.mailbox.put(question)
            except TimeoutError as error:
                raise StoreAway("the mailbox did not take the question in time") from error
            self.records.asked(put)
        if put == "full":
            await self.surface.whisper(question.thread, question.user, words.FULL)

    async def again(self, first: str, when: str) -> bool:
        """Ask once more what was asked before; False if nobody remembers it."""
        question = await self.store.question(first)
        if question is None:
            return False
        await self.ask(replace(question, again=when))
        return True

    async def go_on(self, thread: Thread, user: str, when: str) -> None:
        """Ask for the rest of an answer that was cut short."""
        direct = thread.channel.startswith("D")  # https://docs.slack.dev/apis/web-api: D is an im
        await self.ask(Question(thread, when, user, words.GO_ON, direct))

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
        if order.value is not None and order.dial.rival:
            # The API takes one of the two (facts/messages.md S28).
            await self.store.prefer(at, order.dial.rival, None)
            done = f"{done} That clears {order.dial.rival}, which goes only without it."
        choice = chosen(order.dial, here, await self.store.preferred(here))
        settled = order.value if choice is None else choice.value
        return done if settled == order.value else f"{done} {await self.tell(order.dial, here)}"

    async def answer(self, lease: Lease) -> None:
        """Deal with one question: exactly one reply, finished, and remembered."""
        with self.records.of(lease):
            if lease.journal.phase != "final" or lease.journal.asking != lease.question.id:
                await self._reply(lease)
            await self.mailbox.commit(lease)

    async def _reply(self, lease: Lease) -> None:
        try:
            async with self.surface.reply(lease) as reply:
                said, furniture = await self._outcome(lease, reply)
                await reply.finish(said, furniture)
                learn(outcome=outcome(said, furniture.apology))
        except (Barred, StoreError):
            raise  # not this question's fault, and it could not be committed
        except Exception as error:
            # Gone: no place is left to answer in. Tired: it will not go well, again and again.
            # Either way the question is over, and those behind it must not wait for it.
            if not isinstance(error, Gone) and lease.attempt <= TRIES:
                raise
            log.exception("no reply to %s", lease.question.id)
            learn(outcome="failure", error_type=type(error).__name__)

    async def _outcome(self, lease: Lease, reply: Reply) -> Outcome:
        """What the reply says in the end, whatever happens on the way there."""
        speech = Speech()
        sorry = partial(_sorry, lease.question)
        try:
            if lease.attempt > TRIES:
                learn(error_type=GIVEN_UP)
                return "", sorry(words.TIRED)
            return await self._said(lease, reply, speech)
        except WrongWords as error:
            return error.usage, Furniture()
        except (StoreError, SlackError):
            raise
        except Declined as error:
            learn(error_type=type(error).__name__)
            await self._withdraw(lease)
            return "", Furniture(apology=error.apology)
        except BotError as error:
            log.warning("%s not answered: %r", lease.question.id, error)
            learn(error_type=type(error).__name__)
            return speech.whole, sorry(error.sentence)
        except Exception as error:
            log.exception("%s not answered", lease.question.id)
            learn(error_type=type(error).__name__)
            return speech.whole, sorry(BotError.apology)

    async def _withdraw(self, lease: Lease) -> None:
        """Neither the question that was declined nor what was begun is ever sent again."""
        thread, first = lease.question.thread, lease.question.first
        at = (await self.store.conversation(thread)).kept(first)
        await self.store.keep(lease, [Turn("mark", (), first, {"withdraws": first})], at)

    async def _said(self, lease: Lease, reply: Reply, speech: Speech) -> Outcome:
        question = lease.question
        here = places(question)
        orders, asked, rest = directives(question.text)
        told = [await self.turn(order, here[0], here) for order in orders]
        told += [await self.tell(dial, here) for dial in asked]
        if not rest and not question.files:
            return "\n".join(told) or words.HELP, Furniture()
        conversation = await self.store.conversation(question.thread)
        asked_for = preferences(self.default, here, await self.store.preferred(here))
        now = Round(lease, conversation, asked_for, reply, speech)
        if conversation.answered(question.first) is None:
            await self._ask(now, replace(question, text=rest))
            await self.speaker.speak(now)
        return self._ended(now)

    async def _ask(self, now: Round, question: Question) -> None:
        """The question is kept before it is answered, unless it waits for its answer already."""
        conversation, first = now.conversation, question.first
        if conversation.awaits(first):
            now.speech.resume(conversation.said(first))
            return
        asked = Turn("user", await self._content(now, question), first)
        await self.store.keep(now.lease, [asked], conversation.kept(first))
        now.conversation = conversation.add(asked)

    def _ended(self, now: Round) -> Outcome:
        """The words of all rounds, and under them what they took."""
        said = now.conversation.said(now.question.first)
        turn = said[-1]
        more = Button(GO_ON, "Continue", str(now.question.thread))
        cut = turn.about.get("stop_reason") == "max_tokens"
        furniture = Furniture(
            footer(said, now.preferences, self.prices),
            notes=tuple(now.notices),
            buttons=(more,) if cut else (),
        )
        return Speech(said).whole, furniture

    async def _content(self, now: Round, question: Question) -> tuple[Block, ...]:
        """What was said before, what the files hold, and then the question itself."""
        content: list[Block] = []
        if not now.conversation.turns and not question.opens:
            content.append(block(quoted(await self._heard(question))))
        opened, unread = await self.surface.opened(question)
        now.notices |= dict.fromkeys(unread)
        said = [await self.surface.plain(question), *(f"[{sentence}]" for sentence in unread)]
        content += [*opened, block("\n".join(said).strip())]
        return tuple(part for part in content if part.get("text") != "")

    async def _heard(self, question: Question) -> list[Said]:
        try:
            return await self.surface.heard(question)
        except SlackError as error:
            # An answer that knows less is better than none.
            log.warning("the thread before %s was not read: %s", question.id, error)
            return []


def _sorry(question: Question, sentence: str) -> Furniture:
    """What stands under a reply that failed: why, and the way on."""
    return Furniture(apology=sentence, buttons=(Button(AGAIN, "Retry", question.first),))
