"""Somebody presses Retry under an answer that failed."""

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.reply.row import AGAIN
from bot.tongue import say, sentence
from handlers.button import Button, hear

TOO_OLD = sentence("I no longer remember that question. Please ask it again.")


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Retry button."""

    async def act(button: Button) -> str:
        who = button.who
        done = who.here(button.value) and await bot.again(button.value, who.when, who.once)
        return "" if done else say(TOO_OLD)

    hear(app, AGAIN, act)
