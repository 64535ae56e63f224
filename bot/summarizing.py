"""A summary is what was read, numbered and kept as a question, and then answered like any other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.conversation.conversation import Block, Conversation, Turn, block
from bot.conversation.preferences import Preferences
from bot.conversation.question import Question
from bot.errors import (
    Interrupted,
    ModelError,
    NotAllowed,
    Overloaded,
    Unreachable,
    WrongWords,
)
from bot.evidence import Archive
from bot.reply.cited import cites
from bot.round import Round
from bot.speaker import Speaker
from bot.summary import material
from bot.summary.bounds import bounds
from bot.summary.record import Record, coverage
from bot.summary.scope import Scope, summons
from bot.tongue import say

log = logging.getLogger(__name__)
LENGTH = 4_000
"""Tokens that the notes on one part may have."""


@dataclass(frozen=True, slots=True)
class Summarizing:
    """Turns an order to summarise into the turn that asks for it."""

    archive: Archive
    speaker: Speaker

    async def asked(self, now: Round, part: Question, files: Sequence[Block]) -> Turn:
        """What the model is asked, with all it needs; `WrongWords` where there is nothing."""
        scope = summons(part.text)
        if scope.page or files:
            return _of(now, [*files, block(_page(scope))], {})
        zone = await self._zone(part.user)
        record = material.fitting(await self._gathered(now, part, scope, zone), zone)
        first = sum(len(told["places"]) for told in _cited(now.conversation)) + 1
        texts = material.parts(record, zone, first)
        if len(texts) == 1:
            said = [block(texts[0]), block(material.ask(record, scope.focus))]
        else:
            notes = await self._noted(now, texts, scope.focus)
            said = [block(notes), block(material.ask(record, scope.focus, notes=True))]
        line = coverage(record, zone)
        if len(texts) > 1:
            line += " " + say("Read in {count} parts.", count=len(texts))
        return _of(now, said, self._about(record, first, line))

    async def _gathered(self, now: Round, part: Question, scope: Scope, zone: tzinfo) -> Record:
        def told(count: int) -> None:
            now.speech.wait("gathering", say("{count:,} messages", count=count))
            now.reply.show(now.speech)

        if not part.opens and not (scope.channel or scope.address or scope.since or scope.newest):
            scope = replace(scope, thread=scope.thread or "here")
        reach = bounds(scope, part.ts, zone)
        try:
            record = await self.archive.gather(scope, part, reach, told)
        except NotAllowed as error:
            raise WrongWords(error.apology) from error
        if not record.entries:
            raise WrongWords(_nothing(scope, record))
        return record

    async def _zone(self, user: str) -> tzinfo:
        try:
            return ZoneInfo(await self.speaker.world.zone(user))
        except (ValueError, LookupError, OSError):
            return UTC

    async def _noted(self, now: Round, texts: Sequence[str], focus: str) -> str:
        """Notes on each part, one part after the other."""
        notes: list[str] = []
        for number, text in enumerate(texts, 1):
            part = say("part {number} of {count}", number=number, count=len(texts))
            now.speech.wait("noting", part)
            now.reply.show(now.speech)
            asked = material.ask_part(number, len(texts), focus)
            notes.append(await self._patiently(now, [block(text), block(asked)]))
        return material.noted(notes)

    async def _patiently(self, now: Round, content: Sequence[Block]) -> str:
        """Notes on one part, asked for again while that helps: those that are there are kept."""
        speaker, tried = self.speaker, 0
        begun = speaker.clock()
        while True:
            tried += 1
            try:
                return await self._notes(now, content)
            except (Overloaded, Unreachable, Interrupted) as error:
                told = getattr(error, "retry_after", None)
                passed = speaker.clock() - begun
                wait = speaker.patience.wait(tried, passed, speaker.chance(), told)
                if wait is None:
                    raise
                log.info("asking again for notes in %.1f s: %s", wait, error)
                await asyncio.sleep(wait)

    async def _notes(self, now: Round, content: Sequence[Block]) -> str:
        plain = Preferences(now.preferences.model, LENGTH, now.preferences.instructions)
        alone = Conversation((Turn("user", tuple(content)),))
        answer = Answer()
        setup = replace(self.speaker.setup, tools=())
        async with aclosing(self.speaker.model.stream(Request(alone, plain, setup))) as deltas:
            async for delta in deltas:
                answer.add(delta)
        if not answer.text:
            raise ModelError("no notes on a part")
        return answer.text

    def _about(self, record: Record, first: int, line: str) -> dict[str, object]:
        places = [(entry.ts, entry.root) for entry in record.entries]
        return {
            "cites": cites(self.archive.site, record.channel, first, places),
            "coverage": line,
            "of": {"channel": record.channel, "thread": record.thread},
        }


def _of(now: Round, content: Sequence[Block], about: dict[str, object]) -> Turn:
    return Turn("user", tuple(content), now.question.first, about)


def _cited(conversation: Conversation) -> list[dict[str, list[object]]]:
    return [turn.about["cites"] for turn in conversation.turns if "cites" in turn.about]


def _page(scope: Scope) -> str:
    what = f"Read {scope.address} and summarise it" if scope.address else "Summarise the files"
    wanted = f" In particular: {scope.focus}" if scope.focus else ""
    honest = "If it can't be read, or only in part, say so plainly and add nothing of your own."
    return f"{what}, from what stands there alone.{wanted} {honest}"


def _nothing(scope: Scope, record: Record) -> str:
    if record.lacks or record.unread:
        return " ".join([say("I could read nothing of it."), *record.lacks])
    if scope.since or scope.newest or scope.thread:
        return say("Nothing was said there in that time, so there is nothing to summarise.")
    return say(
        "Nothing was said there since you last spoke. Say how far back I should go, "
        "such as `24h`, `7d` or `100 messages`."
    )
