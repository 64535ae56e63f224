"""Somebody looks at the settings of a thread."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.thread import Thread
from bot.reply.row import SETTINGS
from handlers.apology import whisper
from handlers.button import outdated
from handlers.payload import Payload, chosen, press, thread_of


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button, and the shortcut in the menu of a message."""

    async def show(
        body: Payload, thread: Thread | None, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        sorry = outdated()
        if thread:
            sorry = await bot.tuning.show(press(body, context), thread)
        if sorry:
            await whisper(respond, sorry)

    @app.action(SETTINGS)
    async def on_button(
        ack: AsyncAck,
        body: Payload,
        context: AsyncBoltContext,
        respond: AsyncRespond,
    ) -> None:
        named = chosen(body["actions"][0])
        here = press(body, context).within(named)
        await show(body, Thread.parse(named) if here else None, context, respond)
        await ack()

    @app.message_shortcut(SETTINGS)
    async def on_shortcut(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        await show(body, thread_of(body, context), context, respond)
        await ack()
