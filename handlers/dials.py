"""Somebody asks for or sets how they are answered with a command, such as /effort."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.commanded import commanded, spot
from bot.conversation.dials import DIALS, Dial
from bot.conversation.preferences import outside
from bot.conversation.spoken import plain
from bot.errors import WrongWords
from bot.reply import words
from handlers.payload import Payload

Listener = Callable[[AsyncAck, Payload, AsyncBoltContext], Awaitable[None]]


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the command of each dial that has one."""
    for dial in filter(lambda dial: dial.command, DIALS.values()):
        app.command(bot.commands.named(dial.name))(_listener(bot, dial))


def _listener(bot: Bot, dial: Dial) -> Listener:
    async def on_command(ack: AsyncAck, command: Payload, context: AsyncBoltContext) -> None:
        ours = command.get("team_id") == context.team_id
        await ack(await _reply(bot, dial, command) if ours else words.strange())

    return on_command


async def _reply(bot: Bot, dial: Dial, command: Payload) -> str:
    """What the person reads, and nobody else."""
    here = outside(command["team_id"], command["user_id"], command["channel_id"])
    try:
        # Slack escapes what was typed, and names people and channels by their ids.
        where, order = commanded(dial, plain(command.get("text") or "", {}), bot.commands.sign)
    except WrongWords as error:
        return error.usage
    if order is None:
        return await bot.tell(dial, here)
    return await bot.turn(order, spot(dial, where, here), here)
