"""Somebody asks the bot about itself: `/threadloom`, and a word that says what."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.controls.desk import told
from bot.conversation.press import Press
from bot.errors import WrongWords
from bot.reply import words
from bot.reply.characters import still
from bot.reply.desk import Shown
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
    desk = bot.commands.named(COMMAND)
    lines = (f"- `{desk} {each.name}`: {say(each.about)}" for each in SUBCOMMANDS)
    return "\n".join([words.helping(bot.commands), say(words.DESK), *lines])


async def _status(bot: Bot, command: Command) -> str:
    return await bot.telling.status(command.who)


async def _audit(bot: Bot, command: Command) -> str:
    typed = f"{bot.commands.named(COMMAND)} audit"
    return await bot.telling.audit(command.who, command.words, typed)


async def _usage(bot: Bot, command: Command) -> str:
    typed = f"{bot.commands.named(COMMAND)} usage"
    return await bot.books.tell(command.who, command.words, typed)


async def _forget(bot: Bot, command: Command) -> str:
    act = bot.desk.forget(command.who, command.words)
    return _later(bot, command, act)


async def _export(bot: Bot, command: Command) -> str:
    if command.words:  # it is an order: what follows must not be all that knows of it
        return await bot.desk.export(command.who, command.words)
    return _later(bot, command, bot.desk.exportable(command.who))


def _later(bot: Bot, command: Command, act: Coroutine[Any, Any, Shown | str]) -> str:
    """Slack waits three seconds, and who may what has to be asked of Slack itself."""
    bot.errands.run(told(act, command.respond))
    return ""


SUBCOMMANDS: tuple[Subcommand, ...] = (
    Subcommand(
        "help",
        sentence("what I do, and the words that I know"),
        _help,
        ("commands", "man", "pomoc"),
    ),
    Subcommand(
        "status",
        sentence("what holds for you here and who set it, and how I fare"),
        _status,
        ("info", "settings", "state", "stan"),
    ),
    Subcommand(
        "audit",
        sentence("who changed which setting from what to what, and when"),
        _audit,
        ("log", "changes", "history", "zmiany"),
    ),
    Subcommand(
        "usage",
        sentence("tokens and estimated money of a month: `me`, `here`, `workspace`, `last month`"),
        _usage,
        ("cost", "costs", "money", "tokens", "spending"),
    ),
    Subcommand(
        "forget",
        sentence("a thread, by its link or from your last ones; `me`: what is yours alone"),
        _forget,
        ("delete", "erase", "remove", "zapomnij"),
    ),
    Subcommand(
        "export",
        sentence("a thread, by its link or from your last ones, as files to you alone"),
        _export,
        ("download", "copy", "save", "eksport"),
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
        # A command has no ts of its own.
        who = replace(press(command, context), when=f"{time.time():.6f}")
        try:
            await ack(await found.act(bot, Command(who, rest, respond)))
        except WrongWords as error:
            await ack(error.usage)


def _split(text: str) -> tuple[str, str]:
    """The word that says what, forgivingly read, and what follows it."""
    first, *rest = text.split() or [""]
    # Letters of another width are the same ones.
    name = unicodedata.normalize("NFKC", first).strip(_STRAY).lower()
    return name, " ".join(rest)


def _find(name: str) -> Subcommand | None:
    """The one that `name` means; with no word at all it is the first."""
    known = (each for each in SUBCOMMANDS if name in ("", each.name, *each.also))
    return next(known, None)


def _unknown(name: str) -> str:
    known = ", ".join(f"`{each.name}`" for each in SUBCOMMANDS)
    told = still(name.replace("`", "")[:40])
    return say("I don't know `{word}`. I know: {known}.", word=told, known=known)
