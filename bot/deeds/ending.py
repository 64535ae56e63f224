"""How replies end: answered, stopped, declined or failed, and what is then to be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.answer.cut import whole
from bot.answer.speech import Speech
from bot.answer.stopped import stopped
from bot.conversation.conversation import Turn
from bot.conversation.prices import Prices
from bot.model.round import Round
from bot.ports import Lease, Reply, Store, Surface
from bot.reply import row
from bot.reply.furniture import Furniture, footer
from bot.research import kept
from bot.research.bounds import Bounds, accounted, reason
from bot.research.further import further
from bot.research.kept import asking, opening, research
from bot.summary.kept import summary
from bot.tongue import say

Outcome = tuple[str, Furniture]


@dataclass(slots=True)
class Work:
    """One reply in the making: `now` is None until the conversation is known."""

    lease: Lease
    reply: Reply
    speech: Speech = field(default_factory=Speech)
    now: Round | None = None

    @property
    def first(self) -> str:
        """The question that stands for the whole exchange."""
        return self.lease.question.first


@dataclass(frozen=True, slots=True)
class Ending:
    """What a reply says last, and what is kept of it."""

    store: Store
    surface: Surface
    prices: Prices | None = None

    def answered(self, now: Round) -> Outcome:
        """The words of all rounds, and under them what they took."""
        said = now.conversation.said(now.question.first)
        return _text(now, said), self._furniture(now, said)

    def failed(self, work: Work, sentence: str) -> Outcome:
        """What was said, and why there is no more; an answer that was to be replaced stands."""
        retry = row.retry(work.lease.question.id)
        before = _text(work.now, old) if work.now and (old := _before(work.now)) else ""
        return before or work.speech.whole, Furniture(apology=sentence, buttons=(retry,))

    async def declined(self, work: Work, sentence: str) -> Outcome:
        """Neither the question nor what was begun is ever sent again; an earlier answer stands."""
        if work.now and (before := _before(work.now)):
            return _text(work.now, before), Furniture(apology=sentence)
        await self._withdraw(work)
        return "", Furniture(apology=sentence)

    async def stopped(self, work: Work, user: str) -> Outcome:
        """What was said so far stays, and is remembered."""
        by = await self.surface.named(user)
        now = work.now
        if now and now.conversation.answered(work.first):
            return self.answered(now)  # only what came after it was stopped
        said, shown = work.speech.text, _shown(work.lease)
        unseen = not said or len(said) < work.lease.journal.shown
        if now and unseen and (before := _before(now)):
            # Nothing of the new answer was to be seen yet: the old one is what there is.
            ended = say("The new answer was stopped by {who}.", who=by)
            return _text(now, before), self._furniture(now, before, ended)
        if not (said or shown):
            await self._withdraw(work)
            retry = row.retry(work.lease.question.id)
            return "", Furniture(say("stopped by {who}", who=by), buttons=(retry,))
        if now is None:  # a worker died over it, and what it had shown is all that is known
            return await self._left(work, shown, by)
        return await self._kept(now, work, by, shown if len(shown) > len(said) else "")

    async def _kept(self, now: Round, work: Work, by: str, shown: str) -> Outcome:
        about = {"epoch": now.epoch, "seconds": now.seconds, "stopped_by": by}
        turn = stopped(work.speech.answer, work.first, about, shown)
        if research(now.conversation, work.first):  # what was found is of use to who goes on
            turn = replace(turn, content=whole(work.speech.answer, thoughts=False))
        await self.store.keep(work.lease, [turn], now.conversation.kept(work.first))
        now.conversation = now.conversation.add(turn)
        text, furniture = self.answered(now)
        return text, furniture

    async def _left(self, work: Work, shown: str, by: str) -> Outcome:
        thread, first = work.lease.question.thread, work.first
        conversation = await self.store.conversation(thread)
        if conversation.awaits(first) and not conversation.stands(first):
            turn = stopped(None, first, {"stopped_by": by}, shown)
            await self.store.keep(work.lease, [turn], conversation.kept(first))
        more = (row.go_on(thread),)
        return shown, Furniture(say("stopped by {who}", who=by), buttons=more, stays=True)

    async def _withdraw(self, work: Work) -> None:
        """What was asked is not sent again, unless an answer to it stands."""
        thread, first = work.lease.question.thread, work.first
        conversation = await self.store.conversation(thread)
        if conversation.holding(first) and not conversation.stands(first):
            mark = Turn("mark", (), first, {"withdraws": first})
            await self.store.keep(work.lease, [mark], conversation.kept(first))

    def _furniture(self, now: Round, said: list[Turn], *notes: str) -> Furniture:
        question, earlier = now.question, now.conversation.earlier(now.question.first)
        thumbs, buttons = row.finished(said, question.first, question.thread, len(earlier))
        under = Furniture(buttons=buttons, thumbs=thumbs)
        if about := summary(now.conversation, question.first):
            notes = (str(about["coverage"]), *now.notices, *notes)
            under = replace(under, buttons=(row.share(question.first), *buttons))
        else:
            notes = (*now.notices, *notes)
        if planning := asking(now.conversation, question.first):
            under, notes = self._researched(now, said, under), (*self._account(now, said), *notes)
            said = [planning, *said]  # what that used is told, too
        told = footer(said, now.preferences, self.prices, now.whence)
        return replace(under, footer=told, notes=notes)

    def _researched(self, now: Round, said: list[Turn], under: Furniture) -> Furniture:
        """What is to be pressed under a research: its export, and what may be asked next."""
        if not said:
            return under
        asked = () if row.cut_short(said) else further(Speech(said).text)
        buttons = (*under.buttons, *row.export(now.question.first))
        return replace(under, buttons=buttons, further=row.further(asked))

    def _account(self, now: Round, said: list[Turn]) -> Iterator[str]:
        """What a research took of its bounds, what ended it, and whether it saw the web."""
        first, about = now.question.first, research(now.conversation, now.question.first)
        if "bounds" in about:
            spent = kept.spent(now.conversation, first, self.prices)
            yield accounted(Bounds.read(about["bounds"]), spent)
        if limit := kept.limit(now.conversation, first):
            yield reason(limit)
        if said and not kept.found(said):
            yield say("Nothing was found or read on the web: this is what Claude knows by itself.")


def _text(now: Round, said: list[Turn]) -> str:
    """All that stands in a reply, with what it begins with."""
    return Speech([*opening(now.conversation, now.question.first), *said]).whole


def _before(now: Round) -> list[Turn]:
    """The answer that stands while another is asked for; [] where there is none."""
    first = now.question.first
    return [] if now.conversation.answered(first) else now.conversation.stands(first)


def _shown(lease: Lease) -> str:
    """The words of the answer that are known to be visible: of a long one, the last pages."""
    journal = lease.journal
    return "\n\n".join(filter(None, journal.pages)) if journal.shown else ""
