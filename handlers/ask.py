"""Somebody asks with a command, wherever they are, for an answer that only they read."""

from dataclasses import replace

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.commands import Commands
from bot.conversation.orders import word
from bot.reply import words
from bot.tongue import say
from handlers.payload import Payload, commanded


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `/ask`."""

    @app.command(bot.commands.named("ask"))
    async def on_command(ack: AsyncAck, command: Payload, context: AsyncBoltContext) -> None:
        text = str(command.get("text") or "").strip()
        asked = commanded(command, text, context.team_id)
        if asked is None:
            await ack(words.strange())
        elif not text or word(text):
            await ack(usage(bot.commands))
        else:
            await bot.elsewhere(replace(asked, how="aside"))
            await ack(say("I am on it. The answer comes in a direct message, to you alone."))


def usage(commands: Commands) -> str:
    """The line that names what is understood."""
    return say(
        "Ask me anything, wherever you are: `{ask} why is the sky blue?`. The answer comes in a "
        "direct message, to you alone, and you can go on asking there. A question may begin with "
        "`!effort high` or `!websearch on`. For a summary there is `{summarize}`.",
        ask=commands.named("ask"),
        summarize=commands.named("summarize"),
    )
