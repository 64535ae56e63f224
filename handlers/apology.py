"""When something could not be taken, say so: to Slack, which tells it again, or to a person."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
from slack_bolt.async_app import AsyncApp, AsyncRespond
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.bot import Bot
from bot.errors import BotError
from bot.tongue import say
from handlers.payload import Payload

log = logging.getLogger(__name__)
PATIENCE = 1.0
"""Seconds in which Slack takes a whisper, or its person goes without."""


def register(app: AsyncApp, bot: Bot) -> None:  # noqa: ARG001  every feature has this shape
    """Turn what listeners raise into Slack's answer."""

    @app.error
    async def on_error(error: Exception, body: Payload, respond: AsyncRespond) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200, body="")
        if isinstance(error, BotError):
            log.warning("not taken: %r", error)
        else:
            log.error("not taken", exc_info=error)
        apology = error.sentence if isinstance(error, BotError) else say(BotError.apology)
        if "command" in body:  # Slack does not tell a command again: its person has to
            return BoltResponse(status=200, body=apology)
        if field := _field(body):  # the form stays open, with what was entered
            told = {"response_action": "errors", "errors": {field: apology}}
            return BoltResponse(status=200, body=told)
        pressed = "actions" in body or body.get("type") == "message_action"  # nor a click
        if pressed and await whisper(respond, apology):
            return BoltResponse(status=200, body="")
        return BoltResponse(status=503, body="")


def _field(body: Payload) -> str:
    """The first field of the form that somebody sent; "" if it was no form."""
    if body.get("type") != "view_submission":
        return ""
    fields = (b["block_id"] for b in body["view"]["blocks"] if b["type"] == "input")
    return str(next(fields, ""))


async def whisper(respond: AsyncRespond, text: str) -> bool:
    """Tell whoever clicked, and nobody else; False where Slack would not take it, or too late."""
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await respond(text, response_type="ephemeral", replace_original=False)
    except (aiohttp.ClientError, OSError, ValueError) as error:  # Bolt's for no response_url
        log.warning("not whispered: %s", type(error).__name__)
        return False
    return bool(answer.status_code == 200)
