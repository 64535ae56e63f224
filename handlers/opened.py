"""Somebody opens the direct messages with the bot, and is offered something to say there."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.tongue import speaking
from handlers.payload import Payload, opened


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear that the tab with the messages was opened."""

    @app.event("app_home_opened", matchers=[_writes])
    async def on_open(body: Payload, context: AsyncBoltContext) -> None:
        if found := opened(body, context.team_id):
            thread, user = found
            with speaking(await bot.locale(user)):
                bot.suggest(thread)


async def _writes(event: Payload) -> bool:
    """The other tab is the app's home."""
    return event.get("tab") == "messages"
