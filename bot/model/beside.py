"""One small question to the model beside the conversation, asked again while that helps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.conversation.conversation import Block, Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import Interrupted, Overloaded, Unreachable
from bot.model.progress import progressing
from bot.model.round import Round
from bot.model.speaker import Speaker

log = logging.getLogger(__name__)
LENGTH = 4_000
"""Tokens that such an answer may have; the thinking of a model that always thinks included."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered; of `about`, the model, the usage and the seconds that it took."""

    text: str
    about: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """Asks what nobody sees answered; nothing of it is kept."""

    speaker: Speaker

    async def said(self, now: Round, content: Sequence[Block]) -> Said:
        """What the model says to `content`, after all that was said before in the thread.

        Not what was answered to the question in other words: its newest asking is what counts.
        """
        asked = Turn("user", tuple(content), now.question.first)
        return await self.plainly(now, now.conversation.add(asked))

    async def plainly(self, now: Round, asked: Conversation) -> Said:
        """What the model says then, without tools and wishes; `ModelError` as `answered`."""
        plain = Preferences(now.preferences.model, LENGTH, now.preferences.instructions)
        setup = replace(await self.speaker.asked_with(now), tools=())
        return await self.answered(Request(asked, plain, setup))

    async def answered(self, request: Request) -> Said:
        """What the model says to `request`.

        `ModelError` where asking again does not help, or not for long enough.
        """
        speaker, tried = self.speaker, 0
        begun = speaker.clock()
        while True:
            tried += 1
            try:
                return await self._answered(request)
            except (Overloaded, Unreachable, Interrupted) as error:
                told, passed = getattr(error, "retry_after", None), speaker.clock() - begun
                wait = speaker.patience.wait(tried, passed, speaker.chance(), told)
                if wait is None:
                    raise
                log.info("asking beside again in %.1f s: %s", wait, error)
                await asyncio.sleep(wait)

    async def _answered(self, request: Request) -> Said:
        speaker, begun, answer = self.speaker, self.speaker.clock(), Answer()
        try:
            await self._hear(request, answer)
        except TimeoutError:
            raise Unreachable("nothing but pings") from None
        turn = answer.turn("", speaker.clock() - begun)
        return Said(answer.text, {n: turn.about[n] for n in ("model", "usage", "seconds")})

    async def _hear(self, request: Request, answer: Answer) -> None:
        """Fold the deltas as they come; TimeoutError if they get nowhere."""
        async with (
            progressing(self.speaker.stuck) as progress,
            aclosing(self.speaker.model.stream(request)) as pieces,
        ):
            async for deltas in pieces:
                progress.heard(deltas)
                answer.hear(deltas)
