"""A summary belongs to its asker: begun in their direct messages, and shared when they say so."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.answer.speech import Speech
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import Ambiguous, Barred, NotAllowed, SlackError, Throttled
from bot.evidence import Archive, Board
from bot.ports import Lease, Mailbox, Store, Surface
from bot.reply import words
from bot.reply.cited import Sources
from bot.reply.furniture import Furniture, blocks
from bot.reply.pages import pages
from bot.summary.kept import summary
from bot.summary.scope import Scope, summons
from bot.tongue import say

log = logging.getLogger(__name__)
TRIES = 5
"""How often one order is taken up before its asker is told to give it again."""


@dataclass(frozen=True, slots=True)
class Handing:
    """Carries what is asked in a channel to the asker, and what they share back."""

    mailbox: Mailbox
    store: Store
    surface: Surface
    archive: Archive
    board: Board

    async def over(self, lease: Lease) -> None:
        """Let the summary be asked for in a thread of the asker's direct messages, once."""
        order = lease.question
        if lease.attempt > TRIES:
            return await self._whisper(order, say(words.TIRED))
        scope = _here(summons(order.text), order)
        try:
            direct = await self.board.direct(order.user)
            root = await self.board.pin(lease, direct, "", mark=order.first, text=_title(scope))
        except (Ambiguous, Barred, Throttled):
            raise  # taken up again
        except SlackError as error:
            log.warning("%s not handed over: %s", order.id, error)
            return await self._whisper(order, _unreached())
        place = Thread(order.thread.team, direct, root)
        asked = Question(place, root, order.user, scope.words, direct=True)
        await self.mailbox.put(asked)
        link = f"<{self.board.address(direct, root)}>"
        return await self._whisper(order, say("Only you see the summary: {link}", link=link))

    async def share(self, lease: Lease) -> None:
        """Show what was answered where it is about, once; the asker's right to is checked."""
        question = lease.question
        if lease.attempt > TRIES:
            return await self._tell(question, say(words.TIRED))
        conversation = await self.store.conversation(question.thread)
        about = summary(conversation, question.first)
        answer = Speech(conversation.stands(question.first)).whole
        if not about or not answer:
            return await self._tell(question, say("There is nothing to share any more."))
        channel, thread = str(about["of"]["channel"]), str(about["of"]["thread"])
        try:
            await self.archive.require(question, channel)
            text = Sources.of(conversation).shown(answer)
            mark = f"{question.first} {conversation.kept(question.first)}"
            ts = await self._posted(lease, (channel, thread), (text, str(about["coverage"])), mark)
        except (Ambiguous, Barred, Throttled):
            raise  # taken up again
        except NotAllowed as error:
            return await self._tell(question, error.apology)
        except SlackError as error:
            log.warning("%s not shared: %s", question.id, error)
            return await self._tell(question, say("Slack does not let me write there."))
        link = self.board.address(channel, ts, thread)
        return await self._tell(question, say("Shared: {link}", link=f"<{link}>"))

    async def _posted(
        self, lease: Lease, where: tuple[str, str], what: tuple[str, str], mark: str
    ) -> str:
        """Its first page where it is about, and all others in the same thread."""
        (channel, thread), (text, line) = where, what
        who = await self.surface.named(lease.question.user)
        by = say("A summary by Claude, shared by {who}. {coverage}", who=who, coverage=line)
        *turned, last = pages(text) or [""]
        stamps: list[str] = []
        for number, page in enumerate([*turned, last]):
            foot = Furniture(footer=by if number == len(turned) else "")
            said: Mapping[str, Any] = {"text": _bare(by), "blocks": blocks(page, foot)}
            root = thread or (stamps[0] if stamps else "")
            stamps.append(
                await self.board.pin(lease, channel, root, mark=f"{mark} {number}", **said)
            )
        return stamps[0]

    async def _whisper(self, order: Question, text: str) -> None:
        """Beside the order, in its thread if it stands in one."""
        thread = summons(order.text).thread
        place = replace(order.thread, ts=thread) if thread else replace(order.thread, ts="")
        await self.surface.whisper(place, order.user, text)

    async def _tell(self, question: Question, text: str) -> None:
        await self.surface.whisper(question.thread, question.user, text)


def _bare(text: str) -> str:
    """Words that a notification shows: what people call themselves is no token of Slack's."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _here(scope: Scope, order: Question) -> Scope:
    """The same, wherever it is read from."""
    placed = scope.channel or scope.address
    return scope if placed else replace(scope, channel=order.thread.channel)


def _unreached() -> str:
    return say(
        "I can't write to you directly, and only you may read the summary. "
        "Please open a direct message with me, and ask again."
    )


def _title(scope: Scope) -> str:
    """The message that the summary stands under; `<#C…>` is a name to members alone."""
    if scope.address:
        return say("Summary of {what}", what=f"<{scope.address}>")
    where = f"<#{scope.channel}>"
    if scope.thread:
        return say("Summary of a thread in {where}", where=where)
    return say("Summary of {where}", where=where)
