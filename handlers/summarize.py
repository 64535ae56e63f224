"""Somebody asks with a command for a summary of a channel, a thread or a page."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.errors import WrongWords
from bot.reply import words
from bot.tongue import say
from handlers.payload import Payload, commanded


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `/summarize`."""

    @app.command(bot.commands.named("summarize"))
    async def on_command(ack: AsyncAck, command: Payload, context: AsyncBoltContext) -> None:
        order = f"!summarize {command.get('text') or ''}"
        asked = commanded(command, order, context.team_id)
        if asked is None:
            await ack(words.strange())
            return
        try:
            await bot.summarize(asked)
        except WrongWords as error:
            await ack(error.usage)
        else:
            await ack(say("I am reading it. The summary comes in a direct message, to you alone."))
