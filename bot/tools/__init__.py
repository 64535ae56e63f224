"""What Claude may look up with our help: one file a tool, and one word on this list."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.conversation.conversation import Block
from bot.conversation.question import Question
from bot.errors import BotError, WrongWords
from bot.ports import World
from bot.tools.clock import clock
from bot.tools.permalink import permalink
from bot.tools.tool import Tool

TOOLS: tuple[Tool[Any], ...] = (clock(), permalink())
LIMIT = 15.0
"""Seconds that a tool may take."""

log = logging.getLogger(__name__)


def definitions() -> tuple[dict[str, Any], ...]:
    """The tools as a request offers them, always the same."""
    return tuple(tool.definition for tool in TOOLS)


async def use(call: Block, question: Question, world: World, limit: float = LIMIT) -> Block:
    """Do what a `tool_use` block asks for: its `tool_result`, whatever happens.

    `question` is the one being answered: its asker's rights count. A tool has `limit` seconds.
    """
    told = {"type": "tool_result", "tool_use_id": call.get("id", "")}
    try:
        async with asyncio.timeout(limit):
            return told | {"content": _text(await _used(call, question, world))}
    except WrongWords as error:
        sentence = error.usage
    except TimeoutError:
        sentence = f"This took longer than {limit:g} seconds and was given up."
    except BotError as error:
        log.info("a tool found nothing: %r", error)
        sentence = error.apology
    except Exception:
        log.exception("a tool failed")
        sentence = BotError.apology
    return told | {"content": _text(sentence), "is_error": True}


async def _used(call: Block, question: Question, world: World) -> str:
    for tool in TOOLS:
        if tool.name == call.get("name"):
            return await tool.use(call.get("input"), question, world)
    raise WrongWords(f"There is no such tool. There is: {', '.join(t.name for t in TOOLS)}.")


def _text(sentence: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": sentence}]
