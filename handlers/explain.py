"""Somebody has a message explained or translated, for themselves alone."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from handlers.apology import whisper
from handlers.payload import Payload, message_of


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the shortcuts *Explain* and *Translate*."""

    @app.message_shortcut("explain")
    async def on_explain(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        told = words.strange()
        if message := message_of(body, context.team_id):
            told = await bot.pointing.explain(message, await bot.tongue(message))
        await whisper(respond, told)
        await ack()

    @app.message_shortcut("translate")
    async def on_translate(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        told = words.strange()
        if message := message_of(body, context.team_id):
            told = await bot.pointing.translate(message, await bot.tongue(message))
        await whisper(respond, told)
        await ack()
