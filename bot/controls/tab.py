"""Somebody's Home tab: there at once, then filled, and shown anew whenever something changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.choices import Choices
from bot.controls.bookkeeping import Bookkeeping
from bot.conversation.month import Month, months
from bot.conversation.preferences import outside
from bot.conversation.question import asked_at
from bot.conversation.spoken import plain
from bot.conversation.thread import Thread
from bot.conversation.usage import Account
from bot.errands import Errands
from bot.errors import BotError
from bot.ports import Screens, Store
from bot.ports.evidence import Board
from bot.reply import home
from bot.reply.forms import Form
from bot.reply.home import Home, Recent
from bot.reply.modals import View
from bot.tongue import speaking

log = logging.getLogger(__name__)
_TRIES = 3
"""How often it is made anew because something changed while it was made."""


@dataclass(frozen=True, slots=True)
class Tab:
    """Shows each person what is theirs, and nobody else's.

    `locale` tells in which language somebody reads; `command` is what `/threadloom` is called.
    """

    store: Store
    screens: Screens
    choices: Choices
    books: Bookkeeping
    board: Board
    errands: Errands
    locale: Callable[[str], Awaitable[str]]
    command: str

    def open(self, team: str, user: str, hash_: str = "") -> None:
        """They look at it: `hash_` is Slack's of what they see there, "" if they see nothing."""
        self.errands.run(self._opened(team, user, hash_))

    def refresh(self, team: str, user: str, month: str = "") -> None:
        """Something changed, or they want to see another `month`: show it as it is now."""
        self.errands.run(self._refreshed(team, user, Month.read(month)))

    async def _opened(self, team: str, user: str, hash_: str) -> None:
        with speaking(await self.locale(user)):
            seen = hash_ or await self._begun(user)
            await self._show(team, user, None, seen)

    async def _refreshed(self, team: str, user: str, month: Month | None) -> None:
        with speaking(await self.locale(user)):
            try:
                await self._show(team, user, month, "")
            except BotError as error:  # it is made anew when they look at it
                log.info("a Home tab stays as it is: %s", error)

    async def _begun(self, user: str) -> str:
        """Something to look at while the rest is read; what Slack calls it."""
        try:
            return await self.screens.publish(user, home.first())
        except BotError as error:
            log.warning("no first view of a Home tab: %s", error)
            return ""

    async def _show(self, team: str, user: str, month: Month | None, seen: str) -> None:
        """Show it until what is shown is what holds: another process may be showing it, too."""
        view = await self._view(team, user, month)
        for _ in range(_TRIES):
            seen = await self.screens.publish(user, view, seen)
            was, view = view, await self._view(team, user, month)
            if seen and view == was:
                return

    async def _view(self, team: str, user: str, month: Month | None) -> View:
        now = self.books.now
        shown = month if month in months(now) else now
        here = outside(team, user)
        said, spending, threads = await asyncio.gather(
            self.store.preferred(here),
            self.books.spending(Account("person", here[0].key), shown),
            self.store.threads(team, user, home.MOST),
        )
        form = Form(here, said, self.choices.default)
        recent = await asyncio.gather(*(self._recent(thread, user) for thread in threads))
        return Home(form.told(), spending, now, recent, self.command).view()

    async def _recent(self, thread: Thread, user: str) -> Recent:
        """By their own first words there: those of others they may not be able to read any more."""
        asked = await self.store.asked(thread)
        theirs = min((id_ for id_, who in asked.items() if who == user), key=asked_at, default="")
        question = await self.store.question(theirs) if theirs else None
        words = plain(question.text, {}) if question else ""
        day = datetime.fromtimestamp(float(thread.ts), UTC).date().isoformat()
        url = self.board.address(thread.channel, thread.ts)
        return Recent(words, url, thread.channel, thread.ts, day)
