"""Somebody asks for or sets how they are answered with a command, such as /effort."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.bot import Bot
from bot.conversation.dials import DIALS, Dial
from bot.conversation.orders import order
from bot.conversation.preferences import outside
from bot.errors import WrongWords
from handlers.payload import Payload


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the command of each dial that has one."""
    for dial in filter(lambda dial: dial.command, DIALS.values()):
        app.command(bot.commands.named(dial.name))(_listener(bot, dial))


def _listener(bot: Bot, dial: Dial) -> Callable[[AsyncAck, Payload], Awaitable[None]]:
    async def on_command(ack: AsyncAck, command: Payload) -> None:
        await ack(await _reply(bot, dial, command))

    return on_command


async def _reply(bot: Bot, dial: Dial, command: Payload) -> str:
    """What the person reads, and nobody else."""
    here = outside(command["team_id"], command["user_id"], command["channel_id"])
    mine, ours, _ = here
    words = str(command.get("text") or "").split()
    at = ours if dial.ours or (words and words[-1].lower() == "here") else mine
    words = words[:-1] if words and words[-1].lower() in {"here", "everywhere"} else words
    if not words:
        return await bot.tell(dial, here)
    try:
        return await bot.turn(order(dial, " ".join(words), bot.commands.sign), at, here)
    except WrongWords as error:
        return error.usage
