"""Somebody shares a summary with those who can read what it is about."""

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.reply.row import SHARE
from bot.tongue import say
from handlers.button import Button, hear


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Share button."""

    async def act(button: Button) -> str:
        who, first = button.who, button.value
        done = who.here(first) and await bot.share(first, who.user, who.when, who.once)
        return "" if done else say("Only who asked for a summary can share it.")

    hear(app, SHARE, act)
