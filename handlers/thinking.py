"""Somebody wants to read the thinking behind an answer."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.modals import LEAVES
from bot.reply.row import THINKING
from handlers.apology import whisper
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button, and those that turn a leaf."""

    @app.action(THINKING)
    async def on_thinking(
        ack: AsyncAck,
        body: Payload,
        action: Payload,
        context: AsyncBoltContext,
        respond: AsyncRespond,
    ) -> None:
        if sorry := await bot.behind.thinking(press(body, context), chosen(action)):
            await whisper(respond, sorry)
        await ack()

    async def on_leaf(
        ack: AsyncAck, body: Payload, action: Payload, context: AsyncBoltContext
    ) -> None:
        view, told = body["view"], chosen(action)
        leaf = int(told) if told.isascii() and told.isdigit() else 0
        bot.behind.turn(press(body, context), view["private_metadata"], leaf, view["id"])
        await ack()

    for turn in LEAVES:
        app.action(turn)(on_leaf)
