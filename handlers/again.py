"""Somebody presses Retry under an answer that failed."""

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.reply.row import AGAIN, AGAIN_THERE
from bot.tongue import say, sentence
from handlers.button import Button, hear

TOO_OLD = sentence("I no longer remember that question. Please ask it again.")


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Retry button, under a reply and where there could be none."""

    async def here(button: Button) -> str:
        who = button.who
        done = who.here(button.value) and await bot.again(button.value, who.when, who.once)
        return "" if done else say(TOO_OLD)

    async def there(button: Button) -> str:
        who = button.who
        done = await bot.again(button.value, who.when, who.once, who.user)
        return "" if done else say(TOO_OLD)

    hear(app, AGAIN, here)
    hear(app, AGAIN_THERE, there)
