"""Somebody writes to the bot directly, or goes on in a thread that it is in."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.question import Question
from handlers.payload import Payload, addressed_elsewhere, calls, question


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `message` in channels, groups and direct messages."""

    @app.event("message")
    async def on_message(body: Payload, context: AsyncBoltContext) -> None:
        us = context.bot_user_id or ""
        asked = question(body, us, context.team_id)
        if asked and await is_ours(bot, asked, body, us):
            await bot.ask(asked)


async def is_ours(bot: Bot, asked: Question, body: Payload, us: str) -> bool:
    """Whether what was said is for the bot."""
    # A mention comes as `app_mention` too; whichever is first counts, the other is its twin.
    if asked.direct or calls(body, us):
        return True
    empty = not (asked.text or asked.brings)
    if empty or asked.opens or addressed_elsewhere(body, us):
        return False
    return await bot.listens(asked)
