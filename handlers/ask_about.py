"""Somebody asks about a message, in the menu of which they find the form for it."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from bot.reply.asked import ASK
from handlers.apology import whisper
from handlers.payload import Payload, message_of, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the shortcut *Ask about this*, and its form."""

    @app.message_shortcut(ASK)
    async def on_shortcut(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        message = message_of(body, context.team_id)
        sorry = words.strange()
        if message:
            sorry = await bot.pointing.show(press(body, context), message)
        if sorry:
            await whisper(respond, sorry)
        await ack()

    @app.view(ASK)
    async def on_form(
        ack: AsyncAck, body: Payload, view: Payload, context: AsyncBoltContext
    ) -> None:
        about, values = view["private_metadata"], view["state"]["values"]
        told = press(body, context)
        if wrong := await bot.pointing.take(told, about, values, view["blocks"]):
            await ack(response_action="errors", errors=wrong)
        else:
            await ack()
