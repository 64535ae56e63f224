"""Somebody wants an answer anew: as it was, with more effort, or with web search."""

from typing import cast

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.question import ANEW, How
from bot.reply import words
from bot.reply.row import REGENERATE, VARIED
from bot.tongue import say
from handlers.again import TOO_OLD, is_from_here
from handlers.apology import whisper
from handlers.payload import Payload, chosen, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button, and the menu beside it."""

    async def on_press(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action = body["actions"][0]
        how, first = _wanted(action)
        known = how in ANEW and is_from_here(first, context)
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        elif not (known and await bot.regenerate(first, how, str(action["action_ts"]))):
            await whisper(respond, say(TOO_OLD))
        await ack()

    for action in (REGENERATE, VARIED):
        app.action(action)(on_press)


def _wanted(action: Payload) -> tuple[How, str]:
    """How, and the id of the first asking; anything at all if the payload was forged."""
    value = chosen(action)
    if action["action_id"] == REGENERATE:
        return "same", value
    how, _, first = value.partition(" ")
    return cast("How", how), first
