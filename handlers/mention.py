"""Somebody mentions the bot in a channel."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from handlers.payload import Payload, question


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `app_mention`."""

    @app.event("app_mention")
    async def on_mention(body: Payload, context: AsyncBoltContext) -> None:
        if asked := question(body, context.bot_user_id or "", context.team_id):
            await bot.ask(asked)
