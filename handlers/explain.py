"""Somebody has a message explained or translated, for themselves alone."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.controls.pointing import Pointing
from bot.conversation.question import Question
from bot.reply import words
from handlers.apology import whisper
from handlers.payload import Payload, message_of, press

Order = Callable[[Pointing, Question, str, str], Awaitable[str]]


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the shortcuts *Explain* and *Translate*."""
    _hear(app, bot, "explain", Pointing.explain)
    _hear(app, bot, "translate", Pointing.translate)


def _hear(app: AsyncApp, bot: Bot, name: str, order: Order) -> None:
    @app.message_shortcut(name)
    async def on_shortcut(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        told = words.strange()
        if message := message_of(body, context.team_id):
            tongue, once = await bot.tongue(message), press(body, context).once
            told = await order(bot.pointing, message, tongue, once)
        await whisper(respond, told)
        await ack()
