"""The messages of one reply, and what each of them is known to show."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from bot.adapters.slack.post import Poster
from bot.errors import Ambiguous, StoreAway, StoreError, Throttled
from bot.ports import Allowance, Lease
from bot.reply import words
from bot.reply.changes import Change, Edit, Post, Remove, changes
from bot.reply.characters import size
from bot.reply.drawing import Drawing, finished, growing
from bot.reply.furniture import Furniture
from bot.reply.journal import texts
from bot.reply.pace import urgency
from bot.reply.pages import PAGE
from bot.tongue import say
from bot.watching.meter import UNMETERED, Meter

log = logging.getLogger(__name__)
Turn = Callable[[], Awaitable[bool]]
"""Waits for this reply's turn to edit; False where the edit is no longer wanted."""
_UNKNOWN = "\0"
"""What an earlier try left in a message: something, and no page is like it."""
_PATIENCE = 30.0
"""The longest rest, in seconds, between two tries of the final edit."""
_OPEN = "\0stop"
"""What a page ends with here that has a Stop button: the last one, while the answer grows."""


class Canvas:
    """Draws pages; "shown" advances only when Slack has said ok."""

    def __init__(
        self, poster: Poster, allowance: Allowance, lease: Lease, meter: Meter = UNMETERED
    ) -> None:
        self.meter = meter
        self._poster = poster
        self._allowance = allowance
        self._lease = lease
        self._shown: list[str] = []
        self._earlier = 0

    @property
    def hurry(self) -> asyncio.Event:
        """Set as long as nothing may wait for Slack."""
        return self._poster.hurry

    @property
    def outgrow(self) -> int:
        """How many characters an earlier try had shown: less than that is no progress."""
        return self._poster.journal.shown

    async def begin(self) -> None:
        """Take over what an earlier try had posted, as far as it is known."""
        await self._poster.begin(secrets.token_hex(8))

    async def open(self, known: Sequence[str] | None = None) -> None:
        """Make a sign of life visible, or take over the messages of an earlier try.

        `known` are the texts of its first messages where this very try has streamed them.
        """
        await self.begin()
        left = len(self._poster.journal.stamps) - len(known or ())
        self._shown = [*(known or ()), *[_UNKNOWN] * left]
        self._earlier = self.outgrow if known is None else 0
        await self.reserve()
        if not self._shown:
            await self._make(Post(say(words.HERE) + _OPEN))
        elif self._poster.again:
            with suppress(Ambiguous, Throttled):
                await self.last_turn()
                await self._make(Edit(len(self._shown) - 1, self._again() + _OPEN))

    async def close(self) -> None:
        """Nothing more will be drawn: the room kept for the final edit is free."""
        with suppress(StoreError):
            await self._allowance.end(*self._key)

    async def reserve(self) -> None:
        """Have room kept for the final edit, for another minute."""
        with suppress(StoreAway):
            await self._allowance.begin(*self._key)

    def lacks(self, pages: Sequence[str]) -> bool:
        """Whether an interim redraw of `pages` would change anything."""
        return bool(self._interim(pages))

    async def draw(
        self, pages: Sequence[str], said: int, turn: Turn, last: str | None = None
    ) -> None:
        """An interim redraw whose turn has come; each further edit waits for one of its own.

        `said`: of how many characters of the answer these are the pages. `last`: what of the last
        one is the answer's.
        """
        come = True
        for change in self._interim(pages):
            if isinstance(change, Edit):
                if not (come or await turn()):
                    return
                come = False
            await self._make(change)
        await self._poster.note(shown=max(said, self.outgrow), pages=_answered(pages, last))

    async def finish(
        self, pages: Sequence[str], furniture: Furniture, said: int | None = None
    ) -> None:
        """The final redraw, tried until Slack takes it or will never take it."""
        rest = 0.5
        length = sum(map(len, pages)) if said is None else said
        while True:
            try:
                if self._stays(length, furniture):
                    return await self._leave(furniture)
                return await self._complete(pages, furniture, length)
            except Throttled as error:
                await asyncio.sleep(min(error.retry_after, _PATIENCE))
            except (Ambiguous, StoreAway) as error:
                log.warning("final edit not confirmed yet: %s", error)
                await asyncio.sleep(rest)
                rest = min(rest * 2, _PATIENCE)

    async def turn(self, rest: Callable[[float], Awaitable[bool]], said: Callable[[], int]) -> bool:
        """An interim edit's turn; `rest` waits, and says True once the answer has ended.

        `said`: how many characters there are to show by now.
        """
        while wait := await self._allowance.interim(*self._key, urgency(said(), self.outgrow)):
            if await rest(wait):
                return False
        return True

    async def last_turn(self) -> bool:
        """A final edit's turn: it may use what interim ones had to leave."""
        while wait := await self._allowance.final(*self._key):  # noqa: ASYNC110  it is in Redis
            await asyncio.sleep(wait)
        return True

    @property
    def _key(self) -> tuple[str, str]:
        return self._lease.question.thread.team, self._poster.journal.reply

    def _again(self) -> str:
        """What an earlier try has shown, and that there is another."""
        old = self._poster.journal.last
        both = "\n\n".join(filter(None, (old, say(words.AGAIN))))
        return both if size(both) <= PAGE else old

    def _stays(self, said: int, furniture: Furniture) -> bool:
        """Whether this try failed with less to show than an earlier one left to read.

        What was declined is withdrawn: that can't be retried, and nothing of it stays.
        """
        failed = furniture.stays or (furniture.apology and furniture.buttons)
        return bool(failed and said < self._earlier and self._poster.journal.last)

    async def _leave(self, furniture: Furniture) -> None:
        """Put the furniture under what stands."""
        journal = self._poster.journal
        await self.last_turn()
        await self._obeying(self._furnish(len(journal.stamps) - 1, journal.last, furniture))
        await self._poster.note(phase="final")

    async def _complete(self, pages: Sequence[str], furniture: Furniture, said: int) -> None:
        *turned, last = pages
        at = len(turned)
        # All but the last page, which is drawn with its furniture, whether or not its text changed.
        while todo := changes(self._shown, [*turned, *self._shown[at : at + 1]]):
            if isinstance(todo[0], Edit):
                await self.last_turn()
            await self._make(todo[0])
        if len(self._shown) > at or not await self._posted(last, furniture):
            await self.last_turn()
            await self._obeying(self._furnish(at, last, furniture))
        await self._poster.note(phase="final", shown=said, pages=texts(pages))

    async def _posted(self, page: str, furniture: Furniture) -> bool:
        """Post the last page; whether its furniture is there already, which saves an edit."""
        furnished = await self._make(Post(page), finished(page, furniture))
        return furnished and self._shown[-1] == page

    def _interim(self, pages: Sequence[str]) -> list[Change]:
        # A message beyond these pages is an earlier try's: it is taken back only at the end.
        rest = self._shown[len(pages) :]
        *turned, last = pages or [""]
        wanted = [*turned, last if rest else last + _OPEN] if pages else []
        return changes(self._shown, [*wanted, *rest])

    async def _make(self, change: Change, last: Drawing | None = None) -> bool:
        """Do it; False where Slack would not have the blocks of the message that is posted.

        `last`: it is posted so, and with this the reply is finished.
        """
        match change:
            case Post(page):
                final = last is not None
                said = await self._poster.post(last or self._drawn(page), final=final)
                self._shown.append(_UNKNOWN if said == "found" else page)
                return said != "bare"
            case Edit(index, page):
                await self._obeying(self._poster.edit(index, self._drawn(page)))
                self._shown[index] = page
            case Remove(index):
                await self._poster.remove(index)
                del self._shown[index]
        return True

    def _drawn(self, page: str) -> Drawing:
        """A page as it is drawn while the answer grows."""
        bare = page.removesuffix(_OPEN)
        return Drawing(page) if bare == page else growing(bare, self._lease.question)

    async def _obeying(self, edit: Awaitable[None]) -> None:
        """Edit; where Slack says to slow down, so does everybody."""
        try:
            await edit
        except Throttled as error:
            await self._allowance.pause(self._key[0], error.retry_after)
            raise
        finally:
            with suppress(StoreAway):
                await self._allowance.made(*self._key)

    async def _furnish(self, index: int, page: str, furniture: Furniture) -> None:
        await self._poster.edit(index, finished(page, furniture), final=True)


def _answered(pages: Sequence[str], last: str | None) -> tuple[str, ...]:
    if not pages:  # what went on has ended before its turn came, and nothing was said yet
        return ()
    *turned, end = pages
    return texts([*turned, end if last is None else last])
