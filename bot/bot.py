"""What people do with the bot: they ask, change their minds, and ask again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from bot.answer.speech import Speech
from bot.answering import Answering
from bot.aside import Aside
from bot.audit import Audit
from bot.behind import Behind
from bot.bookkeeping import Bookkeeping
from bot.calling import Calling
from bot.choices import Choices
from bot.conversation.commands import PLAIN, Commands
from bot.conversation.dials import Dial
from bot.conversation.orders import (
    RESEARCH,
    SUMMARIZE,
    Order,
    carried,
    muting,
    orders_something,
    word,
)
from bot.conversation.preferences import Place, Preferences, places
from bot.conversation.prices import Prices
from bot.conversation.question import How, Question
from bot.conversation.thread import Thread
from bot.delivering import Delivering
from bot.desk import Desk
from bot.ending import Ending
from bot.errands import Errands
from bot.errors import StoreAway, WrongWords
from bot.evidence import Archive, Board
from bot.exporting import Exporting
from bot.forgetting import Forgetting
from bot.giving import Giving
from bot.handing import Handing
from bot.inquiry import Inquiry
from bot.logbook import follow
from bot.opening import Opening
from bot.ports import Bell, Lease, Mailbox, Screens, Stopping, Store, Surface
from bot.rating import Rating
from bot.record import UNRECORDED, Records
from bot.reply import words
from bot.research.bounds import USUAL, Means
from bot.research.brief import topic, usage
from bot.researching import Researching
from bot.rights import Rights
from bot.saying import Saying
from bot.speaker import Speaker
from bot.summarizing import Summarizing
from bot.summary.scope import apart
from bot.tab import Tab
from bot.telling import Telling
from bot.tongue import say, speak, speaking
from bot.tuning import Tuning

T = TypeVar("T")
ACCEPT = 2.0
"""Seconds in which a question must lie in the mailbox, so that Slack's three are kept."""
TELLING = 0.7
"""Seconds in which Slack tells somebody's language, or they read English this once."""


@dataclass(frozen=True, slots=True)
class Bot:
    """Answers questions in Slack threads."""

    mailbox: Mailbox
    bell: Bell
    store: Store
    speaker: Speaker
    surface: Surface
    archive: Archive
    board: Board
    screens: Screens
    rights: Rights
    giving: Giving
    default: Preferences
    prices: Prices | None = None
    records: Records = UNRECORDED
    errands: Errands = field(default_factory=Errands)
    commands: Commands = PLAIN
    means: Means = USUAL
    clock: Callable[[], float] = time.time

    async def ask(self, question: Question) -> None:
        """Let `question` wait for an answer; once this returns it can't be lost.

        What is no question, but a word like `!stop`, is obeyed at once where it does not wait.
        """
        if order := word(question.text):
            speak(await self.locale(question.user))
        match order:
            case "stop":
                said = await self.stop(question.thread, question.user)
                await self._whisper_once(question, unstopped(said))
            case "help":
                await self._whisper_once(question, words.helping(self.commands))
            case "forget":
                await _in_time(self.forgetting.hurry(question.thread, question.user))
                await self._put(question)
            case "mute" | "unmute" as order:
                await self._mute(question, order)
            case order if order == SUMMARIZE:
                await self._summarize(question)
            case order if order == RESEARCH and not topic(question.text):
                await self._whisper_once(question, usage(self.commands))
            case _:
                await self._put(question)

    async def summarize(self, question: Question) -> None:
        """Let a summary wait for its turn, for its asker alone; `WrongWords` if it makes no sense.

        `question.text` begins with `!summarize`. Once this returns it can't be lost.
        """
        await self._put(apart(question))

    async def share(self, first: str, user: str, when: str) -> bool:
        """Have a summary shown where it is about; False unless `user` asked for it."""
        question = await self.store.question(first)
        if question is None or question.user != user:
            return False
        await self._put(replace(question, again=when, how="share"))
        return True

    async def again(self, asked: str, when: str) -> bool:
        """Ask once more what was asked before; False if nobody remembers it."""
        question = await self.store.question(asked)
        if question is None:
            return False
        await self._put(replace(question, again=when))
        return True

    async def regenerate(self, first: str, how: How, when: str) -> bool:
        """Have it answered anew, in the same messages: "same", or with more "effort" or "search".

        `first` is the id of the first asking. False if nobody remembers it.
        """
        question = await self.store.question(first)
        if question is None:
            return False
        await self._put(replace(question, again=when, how=how))
        return True

    async def earlier(self, first: str) -> list[str]:
        """The answers to that question which a newer one has replaced, oldest first."""
        question = await self.store.question(first)
        if question is None:
            return []
        conversation = await self.store.conversation(question.thread)
        return [Speech(said).text for said in conversation.earlier(first)]

    async def go_on(self, thread: Thread, user: str, when: str) -> None:
        """Ask for the rest of an answer that was cut short, as it was asked for itself."""
        direct = thread.channel.startswith("D")  # https://docs.slack.dev/apis/web-api: D is an im
        newest = max(await self.store.asked(thread), key=_when, default="")
        asked = await self.store.question(newest)
        text = f"{carried(asked) if asked else ''} {words.GO_ON}".strip()
        await self._put(Question(thread, when, user, text, direct))

    async def stop(self, thread: Thread, user: str, meant: str = "") -> Stopping:
        """End the answer that is being written in `thread`: what was said so far stays.

        `meant` is the id of the question that it answers; "" for whichever it is.
        """
        return await _in_time(self.bell.stop(thread, user, meant))

    async def change(self, question: Question) -> bool:
        """It has other words since `question.edited`; False if it was no question so far."""
        said, head = await _in_time(self.bell.change(question))
        if said == "answered" and (first := await self.store.question(head)):
            await self._put(replace(first, again=question.edited, how="changed"))
        return said != "unknown"

    async def withdraw(self, question: Question) -> None:
        """It was taken back: it is not answered, or does not count any more."""
        said, _ = await _in_time(self.bell.withdraw(question))
        if said == "answered":
            await self._put(replace(question, again="gone", how="gone", text="", files=()))

    async def knows(self, question: Question) -> bool:
        """Whether the bot was called into the thread before this was said."""
        since = await self.store.since(question.thread)
        # Slack delivers in no order: what people said before the call may come after it.
        return since is not None and since < question.ts

    async def listens(self, question: Question) -> bool:
        """Whether this, which calls nobody, is for the bot where it was said."""
        if not await self.knows(question):
            return False
        if orders_something(question.text):
            return True
        return (await self._choices.hold(question)).speak == "auto"

    async def recalls(self, question: Question) -> bool:
        """Whether it was asked before, however long ago."""
        return (await self.store.conversation(question.thread)).holding(question.first) is not None

    async def overview(self, here: Sequence[Place]) -> list[str]:
        """What every dial stands at, and where that comes from: a line each."""
        return await self._choices.overview(here)

    async def tell(self, dial: Dial, here: Sequence[Place]) -> str:
        """What a dial stands at, and where that comes from."""
        return await self._choices.tell(dial, here)

    async def turn(self, order: Order, at: Place, here: Sequence[Place]) -> str:
        """Set a dial at one place; says what was done and, if a nearer place differs, that too."""
        return await self._choices.turn(order, at, here)

    async def answer(self, lease: Lease) -> None:
        """Deal with what was taken: exactly one reply, finished, and remembered."""
        store, surface, choices = self.store, self.surface, self._choices
        ending = Ending(store, surface, self.prices)
        summarizing = Summarizing(self.archive, self.speaker)
        researching = Researching(self.speaker, self.means, self.prices)
        minds = (choices, ending, summarizing, researching, self.forgetting)
        saying = Saying(store, surface, self.speaker, *minds, self.commands)
        handing = Handing(self.mailbox, store, surface, self.archive, self.board)
        calling = Calling(surface, choices, self.clock)
        opening = Opening(self.mailbox, surface, self.board)
        delivering = Delivering(store, surface, self.board, self.giving)
        deeds = (saying, ending, handing, calling, opening, delivering, self._exporting)
        answering = Answering(self.mailbox, store, surface, *deeds)
        with self.records.of(lease), speaking(await self.locale(lease.question.user)):
            await answering.answer(lease)

    async def locale(self, user: str) -> str:
        """The language that `user` reads Slack in; "" where Slack does not say so at once."""
        with suppress(TimeoutError):
            async with asyncio.timeout(TELLING):
                return await self.surface.locale(user)
        return ""

    def forget(self, user: str) -> None:
        """Something about `user` was changed: who they are is asked of Slack anew."""
        self.surface.forget(user)

    @property
    def rating(self) -> Rating:
        """The thumbs under its answers."""
        return Rating(self.store, self._aside)

    @property
    def behind(self) -> Behind:
        """The thinking behind its answers, and those that were replaced."""
        return Behind(self.store, self._aside)

    @property
    def tuning(self) -> Tuning:
        """The form with the settings of a thread, or one's own."""
        return Tuning(self.store, self.surface, self._choices, self._aside, self.tab)

    @property
    def tab(self) -> Tab:
        """The Home tab of each person."""
        reads = (self.store, self.screens, self._choices, self.books, self.board)
        return Tab(*reads, self.errands, self.locale, self.commands.named("threadloom"))

    @property
    def books(self) -> Bookkeeping:
        """What is used, and by whom."""
        return Bookkeeping(self.store, self.screens, self.rights, self.prices, self.clock)

    @property
    def desk(self) -> Desk:
        """Where people choose what is forgotten and exported."""
        return Desk(self.store, self.board, self.forgetting, self._exporting, self._put)

    @property
    def audit(self) -> Audit:
        """Who changed which setting."""
        return Audit(self.store, self.rights)

    @property
    def telling(self) -> Telling:
        """What it says of itself."""
        return Telling(self.store, self.speaker.conditions, self.audit, self.default)

    @property
    def forgetting(self) -> Forgetting:
        """What is forgotten, and for whom."""
        return Forgetting(self.store, self.bell, self.rights)

    @property
    def inquiry(self) -> Inquiry:
        """What is researched in a thread of its own, and asked on."""
        return Inquiry(self.store, self._put)

    @property
    def _exporting(self) -> Exporting:
        ways = (self.surface, self.board, self.screens, self.giving.uploads)
        return Exporting(self.store, *ways, self.clock)

    @property
    def _aside(self) -> Aside:
        return Aside(self.screens, self.errands)

    @property
    def _choices(self) -> Choices:
        return Choices(self.store, self.default, self.rights)

    async def _summarize(self, question: Question) -> None:
        try:
            await self.summarize(question)
        except WrongWords as error:
            await self._whisper_once(question, error.usage)

    async def _put(self, question: Question) -> None:
        with follow(question.id):
            put = await _in_time(self.mailbox.put(question))
            self.records.asked(put)
        if put == "full":
            with speaking(await self.locale(question.user)):
                await self.surface.whisper(question.thread, question.user, say(words.FULL))

    async def _mute(self, question: Question, order: str) -> None:
        here = places(question)
        if question.direct:
            return await self._whisper_once(question, say(words.DIRECT))
        await _in_time(self._choices.turn(muting(order), here[0], here))
        said = words.MUTED if order == "mute" else words.UNMUTED
        return await self._whisper_once(question, say(said))

    async def _whisper_once(self, question: Question, sentence: str) -> None:
        """Slack may tell of one message several times; its person is told once."""
        if await self.bell.first(question) and sentence:
            await self.surface.whisper(question.thread, question.user, sentence)


async def _in_time(told: Coroutine[Any, Any, T]) -> T:
    """What Redis says to it, in time for Slack; `StoreAway` if that takes too long."""
    try:
        async with asyncio.timeout(ACCEPT):
            return await told
    except TimeoutError as error:
        raise StoreAway("the mailbox did not take it in time") from error


def unstopped(said: Stopping) -> str:
    """Why nothing was stopped; "" if something was."""
    match said:
        case "idle":
            return say("I am not writing anything in this thread at the moment.")
        case "barred":
            return say("Only people who have asked me something in this thread can stop me here.")
        case _:
            return ""


def _when(asked: str) -> Decimal:
    """When a question of that id was asked, as Slack's ts count it."""
    return Decimal(asked.split(":")[2])
