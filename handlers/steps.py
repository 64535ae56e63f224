"""Somebody wants to see all that was searched and read for an answer."""

from functools import partial

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.row import STEPS
from handlers.apology import whisper
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button."""

    @app.action(STEPS)
    async def on_steps(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        tell = partial(whisper, respond)
        first = chosen(body["actions"][0])
        if sorry := await bot.behind.steps(press(body, context), first, tell):
            await tell(sorry)
        await ack()
