"""A research goes on, request by request, while its bounds let it; then it is written up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bot.answer.answer import Answer
from bot.answer.culprit import culprit
from bot.answer.cut import cut, used
from bot.conversation.conversation import STOPPED, Block, Turn, block
from bot.conversation.preferences import Preferences
from bot.conversation.prices import Prices
from bot.conversation.question import Question
from bot.errors import Interrupted, ModelError, Overloaded, Refused, Unreachable
from bot.model.beside import Beside, Said
from bot.model.gauge import Enough, Gauge
from bot.model.round import Round, calls, goes_on, refuse_to_keep
from bot.model.speaker import Speaker
from bot.reply import words
from bot.research import brief, kept, plan
from bot.research.bounds import USUAL, Bounds, Limit, Means, Spent, announced, named
from bot.tongue import say

log = logging.getLogger(__name__)
CLOSINGS = 2
"""How often the model is told to write its answer: with no choice of tools, then without any."""
BREAKS = 3
"""How often an answer may break off and be gone on with."""
WRITING = 60.0
"""Seconds that there are for writing the answer, at least."""
_TOOLS = frozenset((kept.SEARCH, kept.FETCH))


@dataclass(slots=True)
class _Run:
    """How a research stands in this worker: why it is to end, and what went wrong so far.

    `lost` are the tools that the endpoint does not take any more; `before` was said before the turn
    that is under way.
    """

    bounds: Bounds
    limit: Limit | None = None
    closings: int = 0
    breaks: int = 0
    lost: set[str] = field(default_factory=set)
    before: Answer | None = None


@dataclass(frozen=True, slots=True)
class Researching:
    """Turns an order to research into the turn that asks for it, and has that answered."""

    speaker: Speaker
    means: Means = USUAL
    prices: Prices | None = None

    def preferred(self, held: Preferences, default: Preferences) -> Preferences:
        """`held`, as a research wants it: the model thinks, and may look things up."""
        model = self.means.model if held.model == default.model else ""
        return replace(
            held,
            model=model or held.model,
            thinking=held.thinking if held.thinking.startswith("budget") else "on",
            web_search=True,
            web_fetch=True,
            tool_choice="",
        )

    async def asked(self, now: Round, part: Question, content: Sequence[Block]) -> Turn:
        """What the model is asked, with a plan that is kept with it; `content` is the question."""
        if part.text == words.GO_ON:
            return self._gone_on(now, content)
        if (await self.speaker.asked_with(now)).refused >= _TOOLS:
            blind = say(
                "This endpoint can't search the web at the moment, so nothing is looked up."
            )
            return _of(now, [*content, block(brief.blind())], {"lead": f"_{blind}_\n\n---"})
        said = await self._planned(now, content)
        steps = plan.steps(said.text) or plan.steps(part.text)
        lead = plan.lead(steps, announced(self.means.bounds, priced=self._priced(now)))
        about = {"lead": lead, "plan": list(steps), "bounds": self.means.bounds.counts()}
        turn = _of(now, [*content, block(brief.brief(steps, self.means.bounds))], about)
        return replace(turn, about={**turn.about, **said.about})

    async def _planned(self, now: Round, content: Sequence[Block]) -> Said:
        """What the model says when it is asked for a plan; "" where that takes all of the time."""
        now.speech.wait("planning")
        now.reply.show(now.speech)
        begun, said = self.speaker.clock(), Said("", {})
        with suppress(TimeoutError):
            async with asyncio.timeout(self.means.bounds.seconds(Spent())):
                said = await Beside(self.speaker).said(now, [*content, block(plan.ASK)])
        # With all the tries that it took: nobody has that time any more.
        return replace(said, about={**said.about, "seconds": self.speaker.clock() - begun})

    async def speak(self, now: Round) -> None:
        """Go on until it is answered; `ModelError` if there is no answer to be had."""
        run = _Run(self._bounds(now))
        now.mended |= _TOOLS  # not the speaker's to do without: the model has to hear of it
        now.uses = {kept.SEARCH: run.bounds.searches, kept.FETCH: run.bounds.pages}
        try:
            while await self._goes_on(now, run):
                pass
        finally:
            now.watch = None

    async def _goes_on(self, now: Round, run: _Run) -> bool:
        """One turn more; whether another one has to follow."""
        if asked := calls(now.last):
            results = await self.speaker.used(now, asked)
            await self.speaker.keep(now, Turn("user", results, now.question.first))
        run.limit = run.limit or run.bounds.reached(self._spent(now))
        if run.limit:
            await self._close(now, run, run.limit)
        turn = await self._turn(now, run)
        return turn is None or goes_on(turn)

    async def _turn(self, now: Round, run: _Run) -> Turn | None:
        """What is said next, whole or as far as it came; None if none of that is worth keeping."""
        spent, run.before = self._spent(now), now.speech.answer
        closed = run.closings > 0
        now.watch = Gauge(self.speaker, run.bounds, spent, self.prices, closed=closed)
        try:
            async with asyncio.timeout(_left(run, spent)):
                turn: Turn | None = await self.speaker.turn(now)
        except Refused as error:
            await self._lose(now, run, error)
            return None
        except Enough as error:
            turn, run.limit = self._broken(now, run), error.limit
        except TimeoutError:
            run.closings = CLOSINGS if run.closings else 0
            turn, run.limit = self._broken(now, run), "minutes"
        except (Interrupted, Overloaded, Unreachable) as error:
            turn, run.breaks = self._broken(now, run), run.breaks + 1
            if turn is None or run.breaks > BREAKS:
                raise
            log.info("%s goes on where it broke off: %r", now.question.id, error)
        if turn:
            refuse_to_keep(turn)
            await self.speaker.keep(now, turn)
        elif (answer := self._heard(now, run)) and answer.usage:  # it is paid for all the same
            about = {**used(answer), "seconds": now.seconds}
            await self.speaker.keep(now, Turn("mark", (), now.question.first, about))
        return turn

    async def _lose(self, now: Round, run: _Run, error: Refused) -> None:
        """Go on without a tool that the endpoint does not take any more, or write it up."""
        tool = culprit(str(error)) or ""
        if tool not in _TOOLS - run.lost:
            raise error
        log.warning("%s goes on without %s: %s", now.question.id, tool, error)
        run.lost.add(tool)
        speaker, refused = self.speaker, f"{tool}@{now.preferences.model}"
        await speaker.conditions.refuse(refused, speaker.refused_for)
        if (await speaker.asked_with(now)).refused >= _TOOLS:
            run.limit = run.limit or "refused"

    async def _close(self, now: Round, run: _Run, limit: Limit) -> None:
        """Nothing is looked up any more: the model is told so, and can't."""
        run.closings += 1
        if run.closings > CLOSINGS:
            raise ModelError("it calls tools that it was not given, and says nothing")
        now.preferences = replace(now.preferences, tool_choice="none")
        if run.closings > 1:  # it was told before, and did not hear
            now.preferences = replace(now.preferences, web_search=False, web_fetch=False)
        if "urges" not in now.last.about:
            said = (block(brief.conclude(limit)),)
            urge = Turn("user", said, now.question.first, {"urges": limit})
            await self.speaker.keep(now, urge)

    def _gone_on(self, now: Round, content: Sequence[Block]) -> Turn:
        upon = kept.unfinished(now.conversation)
        before = kept.research(now.conversation, upon)
        spent = kept.spent(now.conversation, upon, self.prices)
        bounds = Bounds.read(before.get("bounds"))
        about = {"plan": before.get("plan") or [], "bounds": bounds.counts(), "upon": upon}
        return _of(now, [*content, block(brief.go_on(bounds, spent))], about)

    def _broken(self, now: Round, run: _Run) -> Turn | None:
        """What is kept of a turn that was ended, by us or by chance."""
        about: dict[str, object] = {"epoch": now.epoch, "seconds": now.seconds}
        if run.closings >= CLOSINGS and run.limit:
            about |= {"stop_reason": STOPPED, "stopped_by": named(run.limit)}
        return cut(self._heard(now, run), now.question.first, about)

    def _heard(self, now: Round, run: _Run) -> Answer | None:
        """What was heard of this turn; None where none of it came, as what came before is kept."""
        answer = now.speech.answer
        return None if answer is run.before or (answer and answer.complete) else answer

    def _bounds(self, now: Round) -> Bounds:
        told = kept.research(now.conversation, now.question.first).get("bounds")
        return Bounds.read(told) if told else self.means.bounds

    def _spent(self, now: Round) -> Spent:
        return kept.spent(now.conversation, now.question.first, self.prices)

    def _priced(self, now: Round) -> bool:
        return bool(self.prices and self.prices.price(now.preferences.model))


def _of(now: Round, content: Sequence[Block], about: Mapping[str, object]) -> Turn:
    return Turn("user", tuple(content), now.question.first, {"research": about})


def _left(run: _Run, spent: Spent) -> float:
    """Seconds that the next turn may take."""
    if not run.closings:
        return run.bounds.seconds(spent)
    return max(WRITING, run.bounds.minutes * 60 - spent.seconds)
