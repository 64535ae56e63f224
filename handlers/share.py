"""Somebody shares a summary with those who can read what it is about."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.row import SHARE
from bot.tongue import say
from handlers.again import is_from_here
from handlers.apology import whisper
from handlers.payload import Payload, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Share button."""

    @app.action(SHARE)
    async def on_share(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action, user = body["actions"][0], context.user_id or ""
        first = str(action.get("value"))
        here = is_from_here(first, context) and not stranger(body, context.team_id)
        if not (here and await bot.share(first, user, str(action["action_ts"]))):
            await whisper(respond, say("Only who asked for a summary can share it."))
        await ack()
