"""A button does what it says, once and for people of this workspace, or tells them why not."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.reply import words
from bot.tongue import say
from handlers.apology import whisper
from handlers.payload import Payload, chosen, press, stranger, thread_of


@dataclass(frozen=True, slots=True)
class Button:
    """What was pressed: `value` is what it carries, which may be forged or of an older bot.

    `name` is its action, `thread` the one that its message is in, None if only its presser sees it.
    """

    who: Press
    name: str
    value: str
    thread: Thread | None


Act = Callable[[Button], Awaitable[str]]
"""Does what a button says; a sentence for whoever pressed it, "" where they need none."""


def hear(app: AsyncApp, name: str | re.Pattern[str], act: Act) -> None:
    """Let `act` do what the buttons of that name say, before Slack is told that it was heard."""

    @app.action(name)
    async def on_press(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        told = words.strange()
        if not stranger(body, context.team_id):
            told = await act(pressed(body, context))
        if told:
            await whisper(respond, told)
        await ack()


def pressed(body: Payload, context: AsyncBoltContext) -> Button:
    """The button that a payload tells of."""
    action = body["actions"][0]
    who = press(body, context)
    return Button(who, str(action["action_id"]), chosen(action), thread_of(body, context))


def outdated() -> str:
    """What is said of a button whose value nobody gives it any more, or never did."""
    return say("This button is out of date.")
