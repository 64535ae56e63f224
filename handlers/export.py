"""Somebody chooses the thread that they want as files."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from bot.reply.desk import EXPORT
from handlers.apology import whisper
from handlers.payload import Payload, chosen, elsewhere, press, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button."""

    @app.action(EXPORT)
    async def on_export(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        thread = elsewhere(chosen(body["actions"][0]), context.team_id)
        if thread is None or stranger(body, context.team_id):
            await whisper(respond, words.strange())
        else:
            await whisper(respond, await bot.desk.order_export(press(body, context), thread))
        await ack()
