"""When something could not be taken, say so: to Slack, which tells it again, or to a person."""

from __future__ import annotations

import logging

from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.bot import Bot
from bot.errors import BotError
from handlers.payload import Payload

log = logging.getLogger(__name__)


def register(app: AsyncApp, bot: Bot) -> None:  # noqa: ARG001  every feature has this shape
    """Turn what listeners raise into Slack's answer."""

    @app.error
    async def on_error(error: Exception, body: Payload) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200, body="")
        if isinstance(error, BotError):
            log.warning("not taken: %r", error)
        else:
            log.error("not taken", exc_info=error)
        apology = error.apology if isinstance(error, BotError) else BotError.apology
        if "command" in body:  # Slack does not tell a command again: its person has to
            return BoltResponse(status=200, body=apology)
        return BoltResponse(status=503, body="")
