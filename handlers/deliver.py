"""Somebody wants an answer as a file, or as a canvas."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.question import How
from bot.errors import Forgotten
from bot.reply import words
from bot.reply.row import EXPORT
from bot.tongue import say
from handlers.again import is_from_here
from handlers.apology import whisper
from handlers.payload import Payload, chosen, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the buttons that export."""

    @app.action(re.compile(rf"{EXPORT}_(file|canvas)"))
    async def on_button(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action, user = body["actions"][0], context.user_id or ""
        first, when = chosen(action), str(action["action_ts"])
        how: How = "canvas" if action["action_id"] == f"{EXPORT}_canvas" else "file"
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        elif not is_from_here(first, context) or not await bot.inquiry.export(
            first, how, user, when
        ):
            await whisper(respond, say(Forgotten.apology))
        await ack()
