"""Somebody asks the bot about itself: `/threadloom`, and a word that says what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.press import Press
from bot.errors import WrongWords
from bot.reply import words
from bot.tongue import say, sentence
from handlers.payload import Payload, press

COMMAND = "threadloom"
_STRAY = "'\"“”‘’`.,;:!?/"
"""What slips in around a word, and means nothing."""


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: by whom and where, and the words behind the one that says what.

    `respond` tells the same person more, for half an hour, five times (facts/slack.md §4).
    """

    who: Press
    words: str
    respond: AsyncRespond


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One word of `/threadloom`: `also` are other words for it, `about` a sentence of what it does.

    `act` gives what the person reads, and nobody else; `WrongWords` says what would be understood.
    """

    name: str
    about: str
    act: Callable[[Bot, Command], Awaitable[str]]
    also: tuple[str, ...] = ()


async def _help(bot: Bot, _: Command) -> str:
    name = bot.commands.named(COMMAND)
    return "\n".join([say(words.DESK), *(_line(name, each) for each in SUBCOMMANDS)])


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(
        "help",
        sentence("what I do, and the words that I know"),
        _help,
        ("commands", "man", "pomoc"),
    ),
)
"""All of them, in the order in which `help` names them."""


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `/threadloom`."""

    @app.command(bot.commands.named(COMMAND))
    async def on_command(
        ack: AsyncAck, command: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        if command.get("team_id") != context.team_id:
            await ack(words.strange())
            return
        name, rest = _split(str(command.get("text") or ""))
        if (found := _find(name)) is None:
            await ack(_unknown(name))
            return
        try:
            await ack(await found.act(bot, Command(press(command, context), rest, respond)))
        except WrongWords as error:
            await ack(error.usage)


def _split(text: str) -> tuple[str, str]:
    """The word that says what, forgivingly read, and what follows it."""
    first, _, rest = text.strip().partition(" ")
    return first.strip(_STRAY).lower(), " ".join(rest.split())


def _find(name: str) -> Subcommand | None:
    """The one that `name` means; with no word at all it is the first."""
    known = (each for each in SUBCOMMANDS if name in ("", each.name, *each.also))
    return next(known, None)


def _unknown(name: str) -> str:
    known = ", ".join(f"`{each.name}`" for each in SUBCOMMANDS)
    told = name.replace("`", "")[:40]
    return say("I don't know `{word}`. I know: {known}.", word=told, known=known)


def _line(name: str, each: Subcommand) -> str:
    return f"- `{name} {each.name}`: {say(each.about)}"
