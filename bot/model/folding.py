"""Folds the oldest part of a conversation that nears the model's window into a summary."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import replace

from bot.answer.answer import Answer
from bot.answer.capabilities import capabilities
from bot.answer.compaction import compacts
from bot.answer.request import WINDOW, Request
from bot.answer.setup import Setup
from bot.conversation.conversation import Conversation, Turn, block
from bot.conversation.preferences import Preferences
from bot.conversation.usage import Usage
from bot.errors import ModelError
from bot.ports import Model

log = logging.getLogger(__name__)
FULL = 0.8
"""The part of the window that a conversation may fill before its oldest part is folded."""
FULLER = 0.9
"""The same where the endpoint was told to fold, long before, and has not."""
LENGTH = 4_000
"""Tokens that a summary may have."""
LONGEST = 300.0
"""Seconds that a summary may take: somebody waits for the answer behind it."""
ASKED = (
    "Summarise our conversation so far, for yourself: it will stand in place of these turns. Keep "
    "who said and asked what, decisions, facts with their sources, names, numbers, code that still "
    "matters, and what is open. Write nothing but the summary."
)


def full(conversation: Conversation, preferences: Preferences, setup: Setup) -> bool:
    """Whether the last answer, as the endpoint counted it, came near the end of the window."""
    takes = capabilities(preferences.model, setup.capabilities)
    most = FULLER if compacts(takes, setup.refused) else FULL
    return _counted(conversation) > most * (takes.window or WINDOW)


def _counted(conversation: Conversation) -> int:
    for turn in reversed(conversation.turns):
        if "upto" in turn.about:
            return 0  # folded since, and not asked again yet
        if turn.role == "assistant":
            # What the endpoint read to fold it is no part of what it read in the end.
            told = {n: v for n, v in turn.about.get("usage", {}).items() if n != "iterations"}
            used = Usage.of({**turn.about, "usage": told}).total
            return used.prompt + used.output
    return 0


async def folded(
    conversation: Conversation, preferences: Preferences, setup: Setup, model: Model
) -> Turn | None:
    """The mark that puts a summary in place of about half of `conversation`; None if it can't be.

    The summary is our own request: it works at every endpoint.
    """
    window = capabilities(preferences.model, setup.capabilities).window or WINDOW
    if not (upto := conversation.upto(window // 2)):
        return None
    old = Conversation(conversation.turns[:upto]).add(Turn("user", (block(ASKED),)))
    plain = Preferences(preferences.model, LENGTH, preferences.instructions)
    answer = Answer()
    try:
        ours = replace(setup, tools=(), refused=setup.refused | {"compaction"})
        request = Request(old, plain, ours)
        async with asyncio.timeout(LONGEST), aclosing(model.stream(request)) as pieces:
            async for deltas in pieces:
                answer.hear(deltas)
    except (ModelError, TimeoutError) as error:
        log.warning("not folded: %r", error)  # the request then leaves out what does not fit
        return None
    about = {"summary": answer.text, "upto": upto, "epoch_ends": True}
    used = {"model": answer.model, "usage": answer.usage}
    return Turn("mark", (), conversation.turns[-1].question, about | used) if answer.text else None
