"""Somebody asks for a summary of a thread, in the menu of one of its messages."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from handlers.apology import whisper
from handlers.payload import Payload, pointed, press, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the shortcut *Summarize thread*."""

    @app.shortcut("summarize_thread")
    async def on_shortcut(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        asked = pointed(body, context.team_id)
        if asked is None or stranger(body, context.team_id):
            await whisper(respond, words.strange())
        else:
            await bot.summarize(asked, press(body, context).once)
        await ack()
