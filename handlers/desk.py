"""Somebody has a thread, or what is theirs alone, forgotten or exported with a button."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.controls.desk import Desk
from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.reply import words
from bot.reply.desk import EXPORT, FORGET, FORGET_ME
from handlers.button import Button, hear
from handlers.payload import elsewhere

Order = Callable[[Desk, Press, Thread], Awaitable[str]]


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear what `/threadloom forget` and `export` show."""
    _hear(app, bot, FORGET, Desk.order_forget)
    _hear(app, bot, EXPORT, Desk.order_export)

    async def forget_me(button: Button) -> str:
        return await bot.desk.forget_me(button.who)

    hear(app, FORGET_ME, forget_me)


def _hear(app: AsyncApp, bot: Bot, name: str, order: Order) -> None:
    async def act(button: Button) -> str:
        thread = elsewhere(button.value, button.who.team)
        return await order(bot.desk, button.who, thread) if thread else words.strange()

    hear(app, name, act)
