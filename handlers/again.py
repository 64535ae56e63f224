"""Somebody presses Retry under an answer that failed."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from bot.reply.row import AGAIN
from bot.tongue import say, sentence
from handlers.apology import whisper
from handlers.payload import Payload, stranger

TOO_OLD = sentence("I no longer remember that question. Please ask it again.")


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Retry button."""

    @app.action(AGAIN)
    async def on_again(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action = body["actions"][0]
        first = str(action.get("value"))
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        elif not (
            is_from_here(first, context) and await bot.again(first, str(action["action_ts"]))
        ):
            await whisper(respond, say(TOO_OLD))
        await ack()


def is_from_here(first: str, context: AsyncBoltContext) -> bool:
    """A forged value names a question of another place; only questions of this one count.

    Of `team` the payload tells the presser's in a shared channel, or nothing: ours counts.
    """
    return first.startswith(f"{context.team_id}:{context.channel_id}:")
