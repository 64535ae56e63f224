"""Somebody confirms that a thread, or what is theirs alone, is to be forgotten."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply import words
from bot.reply.desk import FORGET, FORGET_ME
from handlers.apology import whisper
from handlers.payload import Payload, chosen, elsewhere, press, stranger


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear both buttons."""

    @app.action(FORGET)
    async def on_forget(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        thread = elsewhere(chosen(body["actions"][0]), context.team_id)
        if thread is None or stranger(body, context.team_id):
            await whisper(respond, words.strange())
        else:
            await whisper(respond, await bot.desk.order_forget(press(body, context), thread))
        await ack()

    @app.action(FORGET_ME)
    async def on_forget_me(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        if stranger(body, context.team_id):
            await whisper(respond, words.strange())
        else:
            await whisper(respond, await bot.desk.forget_me(press(body, context)))
        await ack()
