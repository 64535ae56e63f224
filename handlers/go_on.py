"""Somebody presses Continue under an answer that was cut short."""

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.conversation.thread import Thread
from bot.reply.row import GO_ON
from handlers.button import Button, hear, outdated


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Continue button."""

    async def act(button: Button) -> str:
        who = button.who
        if not who.within(button.value):
            return outdated()
        return await bot.go_on(Thread.parse(button.value), who.user, who.when, who.once)

    hear(app, GO_ON, act)
