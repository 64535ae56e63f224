"""Somebody presses Continue under an answer that was cut short."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.errors import Forgotten
from bot.reply import words
from bot.reply.row import GO_ON
from bot.tongue import say
from handlers.apology import whisper
from handlers.payload import Payload, chosen, place, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Continue button."""

    @app.action(GO_ON)
    async def on_go_on(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        action = body["actions"][0]
        # A forged value may name another place; only threads of this channel count.
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        elif thread := place(chosen(action), context):
            when = str(action["action_ts"])
            if not await bot.go_on(thread, context.user_id or "", when):
                await whisper(respond, say(Forgotten.apology))
        await ack()
