"""The rooms of the house, each put together from what the bot was given of the world."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.choices import Choices
from bot.controls.aside import Aside
from bot.controls.audit import Audit
from bot.controls.behind import Behind
from bot.controls.bookkeeping import Bookkeeping
from bot.controls.desk import Desk
from bot.controls.inquiry import Inquiry
from bot.controls.pointing import Pointing
from bot.controls.rating import Rating
from bot.controls.tab import Tab
from bot.controls.telling import Telling
from bot.controls.tuning import Tuning
from bot.conversation.commands import PLAIN, Commands
from bot.conversation.preferences import Preferences
from bot.conversation.prices import Prices
from bot.conversation.question import How, Question
from bot.deeds.answering import Answering
from bot.deeds.calling import Calling
from bot.deeds.delivering import Delivering
from bot.deeds.ending import Ending
from bot.deeds.exporting import Exporting
from bot.deeds.forgetting import Forgetting
from bot.deeds.handing import Handing
from bot.deeds.opening import Opening
from bot.deeds.ordered import Deed, Ordered
from bot.deeds.retrying import Retrying
from bot.deeds.saying import Saying
from bot.deeds.sharing import Sharing
from bot.deeds.unsaid import Unsaid
from bot.deeds.withdrawing import Withdrawing
from bot.errands import Errands
from bot.errors import StoreAway, Twice
from bot.model.researching import Researching
from bot.model.speaker import Speaker
from bot.model.summarizing import Summarizing
from bot.ports import Bell, Closures, Mailbox, Screens, Store, Surface
from bot.ports.evidence import Archive, Board
from bot.ports.giving import Giving
from bot.reply import words
from bot.research.bounds import USUAL, Means
from bot.rights import Rights
from bot.tongue import say, speaking
from bot.watching.logbook import follow
from bot.watching.record import UNRECORDED, Records

T = TypeVar("T")
ACCEPT = 2.0
"""Seconds in which a question must lie in the mailbox, so that Slack's three are kept."""
TELLING = 0.7
"""Seconds in which Slack tells somebody's language, or they read English this once."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What the bot was given, and what is made of it; whatever is asked goes through `put`."""

    mailbox: Mailbox
    bell: Bell
    closures: Closures
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

    async def put(self, question: Question, once: str = "") -> None:
        """Let `question` wait in the mailbox; once this returns it can't be lost.

        `once` names what is pressed or ordered, if that must not be done twice: `Twice` to whoever
        comes second, in whichever process.
        """
        with follow(question.id):
            put = await in_time(self.mailbox.put(question, once))
            self.records.asked(put)
        if put == "twin":
            raise Twice(question.id)
        if put == "full":
            with speaking(await self.locale(question.user)):
                await self.surface.whisper(question.thread, question.user, say(words.FULL))

    async def locale(self, user: str) -> str:
        """The language that `user` reads Slack in; "" where Slack does not say so at once."""
        with suppress(TimeoutError):
            async with asyncio.timeout(TELLING):
                return await self.surface.locale(user)
        return ""

    @property
    def answering(self) -> Answering:
        """What deals with what was taken from the mailbox."""
        store, surface, choices = self.store, self.surface, self.choices
        ending = Ending(store, surface, self.prices)
        summarizing = Summarizing(self.archive, self.speaker)
        researching = Researching(self.speaker, self.means, self.prices)
        minds = (choices, ending, summarizing, researching, self.forgetting)
        saying = Saying(store, surface, self.speaker, *minds, self.commands)
        calling = Calling(surface, choices, self.clock)
        unsaid = Unsaid(self.closures, self.board, self.locale)
        deeds = (saying, ending, calling, self._ordered, self._withdrawing, unsaid)
        return Answering(self.mailbox, surface, *deeds, clock=self.clock)

    @property
    def pointing(self) -> Pointing:
        """The messages that somebody asks about."""
        return Pointing(self.put, self.surface, self.archive, self._aside)

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
        return Tuning(self.store, self.surface, self.choices, self._aside, self.tab)

    @property
    def tab(self) -> Tab:
        """The Home tab of each person."""
        reads = (self.store, self.screens, self.choices, self.books, self.board)
        return Tab(*reads, self.errands, self.locale, self.commands.named("threadloom"))

    @property
    def books(self) -> Bookkeeping:
        """What is used, and by whom."""
        return Bookkeeping(self.store, self.screens, self.rights, self.prices, self.clock)

    @property
    def desk(self) -> Desk:
        """Where people choose what is forgotten and exported."""
        return Desk(self.store, self.board, self.forgetting, self._exporting, self.put)

    @property
    def audit(self) -> Audit:
        """Who changed which setting."""
        return Audit(self.store, self.rights, self.screens)

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
        return Inquiry(self.store, self.put)

    @property
    def _ordered(self) -> Ordered:
        """What is done in place of a reply."""
        store, surface, mailbox = self.store, self.surface, self.mailbox
        handing = Handing(mailbox, surface, self.archive, self.board)
        delivering = Delivering(store, surface, self.board, self.giving)
        hows: dict[How, Deed] = {
            "gone": self._withdrawing,
            "share": Sharing(store, surface, self.archive, self.board),
            "open": Opening(mailbox, surface, self.board),
            "file": delivering,
            "canvas": delivering,
        }
        orders: dict[str, Deed] = {
            "retry": Retrying(mailbox, store, self.rights),
            "export": self._exporting,
        }
        return Ordered(store, surface, handing, hows, orders)

    @property
    def _withdrawing(self) -> Withdrawing:
        return Withdrawing(self.store, self.surface)

    @property
    def _exporting(self) -> Exporting:
        ways = (self.surface, self.board, self.screens, self.giving.uploads, self.rights)
        return Exporting(self.store, *ways, self.clock)

    @property
    def _aside(self) -> Aside:
        return Aside(self.screens, self.errands)

    @property
    def choices(self) -> Choices:
        """What people set, and what then holds."""
        return Choices(self.store, self.default, self.rights)


async def in_time(told: Coroutine[Any, Any, T]) -> T:
    """What Redis says to it, in time for Slack; `StoreAway` if that takes too long."""
    try:
        async with asyncio.timeout(ACCEPT):
            return await told
    except TimeoutError as error:
        raise StoreAway("the mailbox did not take it in time") from error
