"""A question that no message of its asker's stands for gets one of ours, once, and then waits."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from bot.conversation.question import How, Question
from bot.conversation.thread import Thread
from bot.errors import Ambiguous, Barred, SlackError, Throttled
from bot.ports import Lease, Mailbox, Surface
from bot.ports.evidence import Board
from bot.ports.mailbox import TRIES
from bot.reply import words
from bot.reply.characters import still
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

    async def open(self, lease: Lease) -> None:
        """A research gets a thread where it was ordered, and a further question its place in one.

        Where the bot may not write there, the thread is in the asker's direct messages.
        """
        order = lease.question
        if lease.attempt > TRIES:
            return await self._whisper(order, say(words.TIRED))
        try:
            asked = await self._stands(lease)
        except (Ambiguous, Barred, Throttled):
            raise  # taken up again
        except SlackError as error:
            log.warning("%s not opened: %s", order.id, error)
            return await self._whisper(order, say("Slack does not let me write there."))
        if await self.mailbox.put(asked) == "duplicate" and not order.opens:
            await self._whisper(order, say("That was asked already."))
        return None

    async def _stands(self, lease: Lease) -> Question:
        """What is asked, in the thread and with the ts of what stands for it."""
        order, text = lease.question, await self._told(lease.question)
        if not order.opens:
            return await self._pinned(lease, order.thread, text)
        outside = replace(order.thread, ts="")
        try:
            return await self._pinned(lease, outside, text)
        except (Ambiguous, Barred, Throttled):
            raise
        except SlackError as error:
            log.info("%s is opened in direct messages: %s", order.id, error)
            channel = await self.board.direct(order.user)
            why = say("I am not in the channel where you asked, so it is here.")
            said = f"{text}\n_{still(why)}_"
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

    async def _whisper(self, order: Question, text: str) -> None:
        """Beside the order, in its thread if it is meant for one."""
        place = replace(order.thread, ts="") if order.opens else order.thread
        await self.surface.whisper(place, order.user, text)
