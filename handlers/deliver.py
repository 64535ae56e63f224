"""Somebody wants an answer as a file, or as a canvas."""

import re

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.conversation.question import How
from bot.errors import Forgotten
from bot.reply.row import EXPORT
from bot.tongue import say
from handlers.button import Button, hear


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the buttons that export."""

    async def act(button: Button) -> str:
        who, first = button.who, button.value
        how: How = "canvas" if button.name == f"{EXPORT}_canvas" else "file"
        done = who.here(first) and await bot.inquiry.export(who, first, how)
        return "" if done else say(Forgotten.apology)

    hear(app, re.compile(rf"{EXPORT}_(file|canvas)"), act)
