"""A summary is what was read, numbered and kept as a question, and then answered like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from bot.answer.speech import Speech
from bot.conversation.conversation import Block, Conversation, Turn, block
from bot.conversation.question import Question
from bot.errors import NotAllowed, Unscoped, WrongWords
from bot.model.noting import Noting
from bot.model.proving import Proving
from bot.model.round import Round
from bot.model.speaker import Speaker
from bot.ports.evidence import Archive
from bot.reply.cited import Sources, cites, doubted
from bot.summary import material
from bot.summary.bounds import bounds
from bot.summary.record import Record, coverage
from bot.summary.scope import Scope, summons
from bot.tongue import Remark, say


@dataclass(frozen=True, slots=True)
class Summarizing:
    """Turns an order to summarise into the turn that asks for it."""

    archive: Archive
    speaker: Speaker

    async def found(self, part: Question) -> Question:
        """`part` with the file that it names by its address; `WrongWords` if nobody may read it."""
        scope = summons(part.text)
        if not scope.file:
            return part
        try:
            file = await self.archive.file(scope.address, part)
        except NotAllowed as error:
            raise WrongWords(
                say(
                    "I can't read that file. Share it in a channel that you and I are both in, or "
                    "attach it to a message to me that says `!summarize`."
                )
            ) from error
        except Unscoped as error:
            raise WrongWords(error.sentence) from error
        return replace(part, files=(file,))

    async def asked(
        self, now: Round, part: Question, files: Sequence[Block], unread: Sequence[Remark]
    ) -> Turn:
        """What the model is asked, with all it needs; `WrongWords` where there is nothing.

        `files` are those of `part` that could be read, `unread` says why others could not.
        """
        scope = summons(part.text)
        if unread and not (files or scope.page):
            raise WrongWords(" ".join(remark.said for remark in unread))
        if scope.page or files:
            return _of(now, [*files, block(_page(scope))], _told(scope, part))
        zone = await self._zone(part.user)
        record = material.fitting(await self._gathered(now, part, scope, zone), zone)
        first = sum(len(told["places"]) for told in _cited(now.conversation)) + 1
        texts = material.parts(record, zone, first)
        if len(texts) == 1:
            said = [block(texts[0]), block(material.ask(record, scope.focus))]
        else:
            notes = await Noting(self.speaker).noted(now, texts, scope.focus)
            said = [block(notes), block(material.ask(record, scope.focus, notes=True))]
        line = coverage(record, zone)
        if len(texts) > 1:
            line += " " + say("Read in {count} parts.", count=len(texts))
        return _of(now, said, self._about(record, first, line))

    async def proven(self, now: Round, about: Mapping[str, Any]) -> Sources:
        """What a summary rests on, once each of its claims was asked for a message.

        `about` is what is kept of it; of pages and files nothing can be asked for.
        """
        if "cites" not in about:
            return Sources.of(now.conversation)
        sources = await Proving(self.speaker).proven(now)
        said = Speech(now.conversation.said(now.question.first)).whole
        now.notices |= dict.fromkeys(filter(None, [doubted(sources.unproven(said))]))
        return sources

    async def _gathered(self, now: Round, part: Question, scope: Scope, zone: tzinfo) -> Record:
        def told(count: int) -> None:
            now.speech.wait("gathering", say("{count:,} messages", count=count))
            now.reply.show(now.speech)

        if not part.opens and not (scope.channel or scope.address or scope.since or scope.newest):
            scope = replace(scope, thread=scope.thread or "here")
        reach = bounds(scope, part.ts, zone)
        try:
            record = await self.archive.gather(scope, part, reach, told)
        except (NotAllowed, Unscoped) as error:
            raise WrongWords(error.sentence) from error
        if not record.entries:
            raise WrongWords(_nothing(scope, record))
        return record

    async def _zone(self, user: str) -> tzinfo:
        try:
            return ZoneInfo(await self.speaker.world.zone(user))
        except (ValueError, LookupError, OSError):
            return UTC

    def _about(self, record: Record, first: int, line: str) -> dict[str, object]:
        places = [(entry.ts, entry.root) for entry in record.entries]
        return {
            "cites": cites(self.archive.site, record.channel, first, places),
            "coverage": line,
            "of": {"channel": record.channel, "thread": record.thread},
        }


def _of(now: Round, content: Sequence[Block], about: dict[str, object]) -> Turn:
    return Turn("user", tuple(content), now.question.first, about)


def _told(scope: Scope, part: Question) -> dict[str, object]:
    """What there is to share of a page or of files: where they were asked for, if not in private.

    https://docs.slack.dev/apis/web-api: D is an im.
    """
    if not scope.channel or scope.channel.startswith("D") or scope.file:
        return {}  # who may read a file that is shared elsewhere, nobody knows there
    names = ", ".join(" ".join(file.name.split()) or file.id for file in part.files)
    line = say("Read from {source}.", source=scope.address or names)
    return {"coverage": line, "of": {"channel": scope.channel, "thread": scope.thread}}


def _cited(conversation: Conversation) -> list[dict[str, list[object]]]:
    return [turn.about["cites"] for turn in conversation.turns if "cites" in turn.about]


def _page(scope: Scope) -> str:
    what = f"Read {scope.address} and summarise it" if scope.page else "Summarise the files"
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
