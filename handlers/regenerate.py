"""Somebody wants an answer anew: as it was, with more effort, or with web search."""

from typing import Final

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import REGENERATE, Bot
from bot.conversation.question import ANEW
from bot.reply import words
from handlers.again import TOO_OLD, is_from_here
from handlers.apology import whisper
from handlers.payload import Payload, stranger

_HOW: Final = dict(zip(REGENERATE, ANEW, strict=True))


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the three buttons."""

    async def on_press(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action = body["actions"][0]
        first, how = str(action.get("value")), _HOW[str(action["action_id"])]
        here = is_from_here(first, context)
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        elif not (here and await bot.regenerate(first, how, str(action["action_ts"]))):
            await whisper(respond, TOO_OLD)
        await ack()

    for action in REGENERATE:
        app.action(action)(on_press)
