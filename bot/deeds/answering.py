"""How what is asked becomes one reply: finished, remembered, and ended where somebody wishes it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.conversation.orders import word
from bot.conversation.wish import Wish
from bot.deeds.calling import Calling
from bot.deeds.ending import Ending, Outcome, Work
from bot.deeds.ordered import Ordered
from bot.deeds.saying import Saying
from bot.deeds.unsaid import Unsaid
from bot.deeds.withdrawing import Withdrawing
from bot.errors import Barred, BotError, Closed, Declined, Gone, SlackError, StoreError
from bot.ports import Lease, Mailbox, Surface
from bot.ports.mailbox import DAY, tired
from bot.reply import words
from bot.tongue import say
from bot.watching.logbook import learn
from bot.watching.record import GIVEN_UP, newest
from bot.watching.record import outcome as became

log = logging.getLogger(__name__)
_ENDS = 0.3
"""Seconds in which what was cancelled leaves things tidy, before it is told once more."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Deals with what was taken from the mailbox."""

    mailbox: Mailbox
    surface: Surface
    saying: Saying
    ending: Ending
    calling: Calling
    ordered: Ordered
    withdrawing: Withdrawing
    unsaid: Unsaid
    clock: Callable[[], float]

    async def answer(self, lease: Lease) -> None:
        """Exactly one reply, finished, and remembered; or none, where all was taken back."""
        wish = await self._dealt_with(lease)
        if wish and wish.kind == "withdraw":
            await self.withdrawing.whole(lease)
        anew = wish is not None and wish.kind == "change"
        if anew or not await self.mailbox.commit(lease, heeded=wish is not None):
            await self.mailbox.release(lease)  # and whoever takes it next knows the new words

    async def _dealt_with(self, lease: Lease) -> Wish | None:
        """What is left to be done, where somebody wished something else than an answer."""
        journal, asking = lease.journal, lease.asking
        if lease.wish and lease.wish.kind == "withdraw":
            return lease.wish
        if deed := self.ordered.deed(asking.question):
            await self.ordered.do(deed, lease)
        elif asking.parts:
            final = (journal.phase, journal.asking) == ("final", asking.id)
            if wish := None if final else await self._reply(lease):
                return wish
            await self.calling.call(lease)
        return None

    async def _reply(self, lease: Lease) -> Wish | None:
        if _forgets(lease):
            await self.saying.forgetting.forget(lease)  # whether or not Slack lets us say so
        try:
            await self.unsaid.require(lease)
            async with self.surface.reply(lease) as reply:
                work = Work(lease, reply)
                outcome = await self._outcome(work)
                if isinstance(outcome, Wish):
                    return outcome
                await work.reply.finish(*outcome)
                learn(outcome=became(outcome[0], outcome[1].apology))
        except (Barred, StoreError):
            raise  # not this question's fault, and it could not be committed
        except Exception as error:
            # Gone: no place is left to answer in. Tired: it will not go well, again and again.
            # Either way the question is over, and those behind it must not wait for it.
            if not isinstance(error, Gone) and not tired(lease):
                raise
            await self._unanswered(lease, error)
        return None

    async def _unanswered(self, lease: Lease, error: Exception) -> None:
        """There is no reply, and never will be one."""
        trace = None if isinstance(error, BotError) else error
        log.error("no reply to %s: %r", lease.question.id, error, exc_info=trace)
        learn(outcome="failure", error_type=type(error).__name__)
        if isinstance(error, Closed) and not _forgets(lease):
            await self.unsaid.tell(lease, error.code)

    async def _outcome(self, work: Work) -> Outcome | Wish:
        """What the reply says in the end, whatever happens on the way there."""
        ending, lease = self.ending, work.lease
        try:
            if why := self._given_up(lease):
                learn(error_type=GIVEN_UP)
                return ending.failed(work, say(why))
            done = await self._said(work)
            if not isinstance(done, Wish):
                return done
            return await ending.stopped(work, done.user) if done.kind == "stop" else done
        except (StoreError, SlackError):
            raise
        except Declined as error:
            learn(error_type=type(error).__name__)
            return await ending.declined(work, error.sentence)
        except BotError as error:
            log.warning("%s not answered: %r", lease.question.id, error)
            learn(error_type=type(error).__name__)
            return ending.failed(work, error.sentence)
        except Exception as error:
            log.exception("%s not answered", lease.question.id)
            learn(error_type=type(error).__name__)
            return ending.failed(work, say(BotError.apology))

    async def _said(self, work: Work) -> Outcome | Wish:
        """All of it, unless somebody wishes otherwise; what was forgotten is not to be stopped."""
        if _forgets(work.lease):
            return await self.saying.said(work)
        return work.lease.wish or await _unless_wished(self.saying.said(work), work.lease)

    def _given_up(self, lease: Lease) -> str:
        """Why it is not tried once more; "" if it is."""
        if tired(lease):
            return words.TIRED
        if _forgets(lease):
            return ""  # that was done by now
        return words.STALE if newest(lease.asking, self.clock) > DAY else ""


def _forgets(lease: Lease) -> bool:
    """Whether its thread is to be forgotten: that is done before anything is said of it."""
    return word(lease.question.text) == "forget"


async def _unless_wished(saying: Coroutine[Any, Any, Outcome], lease: Lease) -> Outcome | Wish:
    """Let it be said to its end, or until somebody wishes otherwise."""
    said, wishing = asyncio.ensure_future(saying), asyncio.ensure_future(lease.wished())
    try:
        await asyncio.wait((said, wishing), return_when=asyncio.FIRST_COMPLETED)
        if not said.done():
            await _end(said)
        # Said to its end in the very moment, there is nothing left to be stopped.
        stopped = said.cancelled() or (wishing.done() and said.exception())
        return wishing.result() if stopped else said.result()
    finally:
        wishing.cancel()
        await _end(said)


async def _end(work: asyncio.Future[Outcome]) -> None:
    """Cancel `work` until it has ended: `asyncio.wait_for` of Python 3.11 may lose the first."""
    while not work.done():
        work.cancel()
        await asyncio.wait((work,), timeout=_ENDS)
