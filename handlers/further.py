"""Somebody presses one of the further questions under an answer."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from bot.reply.row import FURTHER
from handlers.apology import whisper
from handlers.payload import Payload, chosen, stranger, thread_of


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the buttons with further questions."""

    @app.action(re.compile(rf"{FURTHER}_\d"))
    async def on_further(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action = body["actions"][0]
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        elif (thread := thread_of(body, context)) and (asked := chosen(action)):
            await bot.inquiry.ask(thread, context.user_id or "", asked, str(action["action_ts"]))
        await ack()
