"""A summary is shared by its asker alone, with those who may read what it is about, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answer.speech import Speech
from bot.conversation.question import Question
from bot.ports import Lease, Store, Surface
from bot.ports.evidence import Archive, Board
from bot.reply.characters import still
from bot.reply.cited import Sources, doubted
from bot.reply.furniture import Furniture, blocks
from bot.reply.pages import pages
from bot.reply.unwritten import unwritten
from bot.summary.kept import summary
from bot.tongue import say


@dataclass(frozen=True, slots=True)
class Sharing:
    """Carries what was answered to one person back to where they asked for it."""

    store: Store
    surface: Surface
    archive: Archive
    board: Board

    async def do(self, lease: Lease) -> str:
        """Show what was answered where it is about, once; the asker's right to is checked."""
        question = lease.question
        conversation = await self.store.conversation(question.thread)
        about = summary(conversation, question.first)
        answer = Speech(conversation.stands(question.first)).whole
        if not about or not answer:
            return say("There is nothing to share any more.")
        channel, thread = str(about["of"]["channel"]), str(about["of"]["thread"])
        await self.archive.require(question, channel)
        sources = Sources.of(conversation)
        doubts = doubted(sources.unproven(answer)) if "cites" in about else ""
        told = sources.shown(answer), f"{about['coverage']} {doubts}".strip()
        mark = f"{question.first} {conversation.kept(question.first)}"
        ts = await self._posted(lease, (channel, thread), told, mark)
        link = self.board.address(channel, ts, thread)
        return say("Shared: {link}", link=f"<{link}>")

    def refused(self, _: Question, code: str) -> str:
        """It can't be said where it is about."""
        return unwritten(code)

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
            said: Mapping[str, Any] = {"text": still(by), "blocks": blocks(page, foot)}
            root = thread or (stamps[0] if stamps else "")
            stamps.append(
                await self.board.pin(lease, channel, root, mark=f"{mark} {number}", **said)
            )
        return stamps[0]
