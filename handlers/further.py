"""Somebody presses one of the further questions under an answer."""

import re

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.reply.row import FURTHER
from handlers.button import Button, hear, outdated


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the buttons with further questions."""

    async def act(button: Button) -> str:
        if button.thread is None or not button.value:
            return outdated()
        await bot.inquiry.ask(button.who, button.thread, button.value)
        return ""

    hear(app, re.compile(rf"{FURTHER}_\d"), act)
