"""Somebody has a question researched on the web, in a thread of its own."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from bot.research.brief import topic, usage
from bot.tongue import say
from handlers.payload import Payload, commanded


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `/research`."""

    @app.command(bot.commands.named("research"))
    async def on_command(ack: AsyncAck, command: Payload, context: AsyncBoltContext) -> None:
        order = f"!research {command.get('text') or ''}"
        asked = commanded(command, order, context.team_id)
        if asked is None:
            await ack(words.strange())
        elif not topic(order):
            await ack(usage(bot.commands))
        else:
            await bot.inquiry.begin(asked)
            await ack(
                say(
                    "I am on it, in a thread here that everybody can read. Where I am not in the "
                    "channel it is in a direct message to you."
                )
            )
