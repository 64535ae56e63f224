"""Gets one answer out of the model: round by round, with patience, with tools, and in repair."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace

from bot import tools
from bot.answer.answer import Answer, Delta
from bot.answer.compaction import compaction
from bot.answer.culprit import culprit, cure
from bot.answer.patience import Patience
from bot.answer.request import Request
from bot.answer.setup import FEATURES, Setup
from bot.conversation.conversation import Block, Turn
from bot.errors import (
    BotError,
    Interrupted,
    Overloaded,
    Refused,
    StoreAway,
    Unreachable,
)
from bot.model.folding import folded, full
from bot.model.progress import progressing
from bot.model.round import PAUSED, Round, calls, goes_on, refuse_to_keep
from bot.ports import Conditions, Model, Store, World
from bot.reply import words
from bot.tongue import say
from bot.tools.shared import Shared
from bot.watching.logbook import learn
from bot.watching.record import facts

log = logging.getLogger(__name__)
ROUNDS = 12
"""Requests for one answer at most: tools called, pauses continued."""
PAUSES = 5
"""How often the server may pause a turn and be asked to go on (facts/messages.md §3.3)."""
QUIET = 4.0
"""Seconds without a word after which the reply says what it is waiting for."""
REFUSED_FOR = 3600.0
"""Seconds for which a feature that the endpoint refused is not asked of it again."""
STUCK = 600.0
"""Seconds without any progress after which an answer is given up, however often it is pinged.

Longer than any search or page takes, and than any thinking that is not told; the longest wait of
the official SDK for one request is the same.
"""
REST = 0.5
"""Seconds between two tries to keep what was said."""
_PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Asks the model until it has answered, and keeps every turn as soon as it is complete."""

    model: Model
    store: Store
    world: World
    conditions: Conditions
    setup: Setup
    patience: Patience = _PATIENCE
    refused_for: float = REFUSED_FOR
    stuck: float = STUCK
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    async def speak(self, now: Round) -> Turn:
        """The last turn of the answer; `ModelError` if there is none to be had."""
        pauses = 0
        for _ in range(ROUNDS):
            if asked := calls(now.last):
                await self.keep(now, Turn("user", await self.used(now, asked), now.question.first))
            turn = await self.turn(now)
            refuse_to_keep(turn)
            await self.keep(now, turn)
            pauses += turn.about["stop_reason"] in PAUSED
            if not goes_on(turn) or pauses > PAUSES:
                break
        return now.last

    async def keep(self, now: Round, turn: Turn) -> None:
        """Keep it while the thread is ours: what was said is not lost to a moment without Redis."""
        at = now.conversation.kept(now.question.first)
        while True:
            try:
                await self.store.keep(now.lease, [turn], at)
                break
            except StoreAway as error:
                log.info("not kept yet: %s", error)
                await asyncio.sleep(REST)
                now.lease.check()
        now.conversation = now.conversation.add(turn)
        learn(**facts(now.conversation.said(now.question.first)))

    async def used(self, now: Round, asked: list[Block]) -> tuple[Block, ...]:
        """What the tools say, all of it in one turn (facts/messages.md §3.3)."""
        now.speech.wait("using")
        now.reply.show(now.speech)
        world = Shared(self.world, now.lease.asking.users)
        used = (tools.use(call, now.question, world) for call in asked)
        results = tuple(await asyncio.gather(*used))
        now.speech.used(results)
        return results

    async def turn(self, now: Round) -> Turn:
        """One round, begun anew while that helps and nothing of it was seen."""
        begun, tried = self.clock(), 0
        while True:
            await self._clear(now)
            said, tried = now.speech.text, tried + 1
            try:
                return await self._round(now)
            except Refused as error:
                await self._mend(now, error)
                tried -= 1
            except (Overloaded, Unreachable) as error:
                told = getattr(error, "retry_after", None)
                wait = self.patience.wait(tried, self.clock() - begun, self.chance(), told)
                if wait is None or now.speech.text != said:
                    raise
                log.info("asking again in %.1f s: %s", wait, error)
                await self._rest(now, wait, shared=isinstance(error, Overloaded))

    async def _clear(self, now: Round) -> None:
        """Wait until the endpoint takes requests again, as somebody else found out."""
        while wait := await self.conditions.paused():
            await self._rest(now, wait, shared=False)

    async def _rest(self, now: Round, wait: float, *, shared: bool) -> None:
        now.speech.wait("busy")
        now.reply.show(now.speech)
        if shared:
            await self.conditions.pause(wait)
        await asyncio.sleep(wait)

    async def _mend(self, now: Round, error: Refused) -> None:
        """Change what the endpoint did not like, once for each thing; raise what can't be."""
        what = culprit(str(error))
        if what is None or what in now.mended:
            raise error
        log.warning("mending %s for %s: %s", what, now.question.id, error)
        now.mended.add(what)
        if what in FEATURES:
            await self.conditions.refuse(f"{what}@{now.preferences.model}", self.refused_for)
        elif what != "oversize" or not await self._fold(now):
            # A damaged or foreign past is left behind for good, not only for this request.
            if (mark := cure(what, now.question.first)) is None:
                raise error
            await self.keep(now, mark)

    async def _fold(self, now: Round) -> bool:
        """Put a summary in place of the oldest part of the conversation; whether that was done."""
        now.speech.wait("folding")
        now.reply.show(now.speech)
        setup = await self.asked_with(now)
        mark = await folded(now.conversation, now.preferences, setup, self.model)
        if mark:
            await self.keep(now, replace(mark, question=now.question.first))
            now.notices[say(words.FOLDED)] = None
        return mark is not None

    async def _round(self, now: Round) -> Turn:
        setup = await self.asked_with(now)
        if full(now.conversation, now.preferences, setup):
            await self._fold(now)
        request = Request(now.conversation, now.preferences, setup)
        now.notices |= dict.fromkeys(request.notices)
        learn(model=now.preferences.model)
        begun, answer = self.clock(), now.speech.begin()
        now.epoch = request.epoch
        quiet = asyncio.get_running_loop().call_later(QUIET, self._say_waiting, now)
        try:
            await self._hear(now, request, answer, quiet)
        except TimeoutError:
            raise (Interrupted if answer.text else Unreachable)("nothing but pings") from None
        finally:
            quiet.cancel()
            now.seconds = self.clock() - begun
        turn = answer.turn(now.question.first, now.seconds)
        if compaction(turn.content):
            now.notices[say(words.FOLDED)] = None
        return replace(turn, about={**turn.about, "epoch": now.epoch})

    async def _hear(
        self, now: Round, request: Request, answer: Answer, quiet: asyncio.TimerHandle
    ) -> None:
        """Fold the deltas as they come; TimeoutError if they get nowhere."""
        # Closed at once if anything raises: nobody should pay for words that nobody reads.
        async with (
            progressing(self.stuck) as progress,
            aclosing(self.model.stream(request)) as pieces,
        ):
            async for deltas in pieces:
                progress.heard(deltas)
                quiet.cancel()
                now.speech.wait("")
                await self._take(now, deltas, answer)
                now.reply.show(now.speech)

    async def _take(self, now: Round, deltas: Sequence[Delta], answer: Answer) -> None:
        for delta in deltas:
            answer.add(delta)
            if now.watch:
                await now.watch(now, delta)

    async def asked_with(self, now: Round) -> Setup:
        """What the operator decided, for this asker, less what this model was refused here."""
        here = f"@{now.preferences.model}"
        refused = [name for name in await self.conditions.refused() if name.endswith(here)]
        return replace(
            self.setup,
            refused=frozenset(name.removesuffix(here) for name in refused),
            user=self.setup.person(now.question.thread.team, now.question.user),
            uses=now.uses,
        )

    def _say_waiting(self, now: Round) -> None:
        now.speech.wait("waiting")
        with suppress(BotError):  # whoever waits for the deltas is told by the next one
            now.reply.show(now.speech)
