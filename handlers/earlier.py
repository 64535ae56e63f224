"""Somebody wants to read an answer that a newer one has replaced."""

from functools import partial

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.row import EARLIER
from handlers.apology import whisper
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button."""

    @app.action(EARLIER)
    async def on_earlier(
        ack: AsyncAck,
        body: Payload,
        action: Payload,
        context: AsyncBoltContext,
        respond: AsyncRespond,
    ) -> None:
        first, _, at = chosen(action).partition(" ")
        number = int(at) if at.isascii() and at.isdigit() else -1
        tell = partial(whisper, respond)
        if sorry := await bot.behind.earlier(press(body, context), first, number, tell):
            await tell(sorry)
        await ack()
