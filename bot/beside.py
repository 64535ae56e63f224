"""What is asked beside a conversation: nobody sees the answer grow, and it is no part of it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing

from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.errors import Interrupted, Overloaded, Unreachable
from bot.speaker import Speaker

log = logging.getLogger(__name__)


async def beside(speaker: Speaker, request: Request) -> Answer:
    """The answer to `request`, asked for again while that helps; `ModelError` if there is none."""
    begun, tried = speaker.clock(), 0
    while True:
        tried += 1
        try:
            return await _asked(speaker, request)
        except (Overloaded, Unreachable, Interrupted) as error:
            told = getattr(error, "retry_after", None)
            wait = speaker.patience.wait(tried, speaker.clock() - begun, speaker.chance(), told)
            if wait is None:
                raise
            log.info("asking again in %.1f s: %s", wait, error)
            await asyncio.sleep(wait)


async def _asked(speaker: Speaker, request: Request) -> Answer:
    answer = Answer()
    async with aclosing(speaker.model.stream(request)) as deltas:
        async for delta in deltas:
            answer.add(delta)
    return answer
