"""What is done in place of a reply: once, or whoever ordered it reads why not."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from bot.conversation.orders import word
from bot.conversation.question import How, Question
from bot.conversation.thread import Thread
from bot.deeds.handing import beside, moves
from bot.errors import LATER, NotAllowed, SlackError, Unscoped, WrongWords
from bot.ports import Lease, Store, Surface
from bot.ports.mailbox import tired
from bot.reply import words
from bot.tongue import say

log = logging.getLogger(__name__)


class Deed(Protocol):
    """Something that is ordered, and done without a reply of its own in the thread."""

    async def do(self, lease: Lease) -> str:
        """Do it, once however often it is taken up; what its orderer is told, "" for nothing."""

    def refused(self, order: Question, code: str) -> str:
        """What they are told where Slack does not let it be done, and says `code` of it."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The deeds by what orders them: why it is asked, a single word, and `handing` what moves."""

    store: Store
    surface: Surface
    handing: Deed
    hows: Mapping[How, Deed]
    orders: Mapping[str, Deed]

    def deed(self, question: Question) -> Deed | None:
        """What is done for it; None where a reply in the thread is all."""
        if deed := self.hows.get(question.how):
            return deed
        return self.handing if moves(question) else self.orders.get(word(question.text))

    async def do(self, deed: Deed, lease: Lease) -> None:
        """Do it, or tell whoever ordered it why not, and that it is theirs to decide now."""
        order = lease.question
        told = say(words.TIRED) if tired(lease) else await _done(deed, lease)
        if told:
            await self.surface.whisper(_place(order), order.user, told)
        if order.opens and (order.how == "open" or moves(order)):
            await self.store.forget(lease)  # what became of it is kept where it is now


def _place(order: Question) -> Thread:
    """Where whoever ordered it is told: beside the order; without a ts it is the channel."""
    if moves(order):
        return beside(order)
    return replace(order.thread, ts="") if order.how == "open" and order.opens else order.thread


async def _done(deed: Deed, lease: Lease) -> str:
    try:
        return await deed.do(lease)
    except LATER:
        raise
    except (NotAllowed, WrongWords) as error:
        return error.sentence
    except SlackError as error:
        log.warning("%s not done: %s", lease.question.id, error)
        lacks = isinstance(error, Unscoped)
        return error.sentence if lacks else deed.refused(lease.question, error.code)
