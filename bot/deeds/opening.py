"""A question that no message of its asker's stands for gets one of ours, once, and then waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from bot.conversation.question import How, Question
from bot.conversation.thread import Thread
from bot.errors import LATER, SlackError, Twice
from bot.ports import Lease, Mailbox, Surface
from bot.ports.evidence import Board
from bot.reply.characters import still
from bot.reply.unwritten import astray, unwritten
from bot.research.brief import topic
from bot.tongue import say

log = logging.getLogger(__name__)
LONGEST = 2_500
"""Characters of a question that are shown; its text may have 4,000 (facts/slack.md §2)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Says for all to see who asks what, and lets that wait for its answer."""

    mailbox: Mailbox
    surface: Surface
    board: Board

    async def do(self, lease: Lease) -> str:
        """A research gets a thread where it was ordered, and a further question its place in one.

        Where the bot may not write there, the thread is in the asker's direct messages.
        """
        put = await self.mailbox.put(await self._stands(lease))
        # Taken up once more, it may have been put by whoever died over it.
        twice = put == "duplicate" and not lease.question.opens and lease.attempt == 1
        return say(Twice.apology) if twice else ""

    def refused(self, _: Question, code: str) -> str:
        """It can't be said there, nor to the asker alone."""
        return unwritten(code)

    async def _stands(self, lease: Lease) -> Question:
        """What is asked, in the thread and with the ts of what stands for it."""
        order, text = lease.question, await self._told(lease.question)
        if not order.opens:
            return await self._pinned(lease, order.thread, text)
        outside = replace(order.thread, ts="")
        try:
            return await self._pinned(lease, outside, text)
        except LATER:
            raise
        except SlackError as error:
            log.info("%s is opened in direct messages: %s", order.id, error)
            channel = await self.board.direct(order.user)
            said = f"{text}\n_{still(astray(error.code))}_"
            return await self._pinned(lease, replace(outside, channel=channel), said)

    async def _pinned(self, lease: Lease, place: Thread, text: str) -> Question:
        """The question, now that `text` stands for it in `place`, or opens it."""
        order, root = lease.question, place.ts
        mark = f"asks {root} {order.text}" if root else order.first
        # Who asks on may need what nobody read yet. https://docs.slack.dev/apis/web-api: D is an im
        how: How = "search" if root else ""
        asked = Question(
            place, root, order.user, order.text, place.channel.startswith("D"), how=how
        )
        what = {"mark": mark, "asked": asked, "text": text}
        ts = await self.board.pin(lease, place.channel, root, **what)
        return replace(asked, thread=replace(place, ts=root or ts), ts=ts)

    async def _told(self, order: Question) -> str:
        who = await self.surface.named(order.user)
        bare = topic(order.text) if order.opens else order.text
        what = await self.surface.plain(replace(order, text=bare, direct=True))
        what = what if len(what) <= LONGEST else f"{what[:LONGEST]}…"
        if order.opens:
            return still(say("Research for {who}: {question}", who=who, question=what))
        return still(say("{who} asks: {question}", who=who, question=what))
