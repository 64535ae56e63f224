"""Somebody looks at their own settings, which hold wherever they ask."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.home import CHANGE
from bot.reply.row import MINE
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the global shortcut, and the button in the Home tab."""

    @app.global_shortcut(MINE)
    async def on_shortcut(ack: AsyncAck, body: Payload, context: AsyncBoltContext) -> None:
        await bot.tuning.mine(press(body, context))
        await ack()

    @app.action(CHANGE)
    async def on_button(
        ack: AsyncAck, body: Payload, action: Payload, context: AsyncBoltContext
    ) -> None:
        await bot.tuning.mine(press(body, context), chosen(action))
        await ack()
