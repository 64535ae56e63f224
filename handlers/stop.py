"""Somebody presses Stop: the button under an answer that grows, or Slack's own."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot, unstopped
from bot.conversation.thread import Thread
from bot.reply.furniture import STOP
from handlers.apology import whisper
from handlers.button import outdated, pressed
from handlers.payload import Payload, stopping


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear both."""

    @app.action(STOP)
    async def on_stop(
        ack: AsyncAck, body: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        # Whoever asked may stop, of whichever workspace they are: so this button is not as others.
        button = pressed(body, context)
        place, _, meant = button.value.partition(" ")
        sorry = outdated()
        if button.who.within(place):
            sorry = unstopped(await bot.stop(Thread.parse(place), button.who.user, meant))
        if sorry:
            await whisper(respond, sorry)
        await ack()

    @app.event("agent_session_stopped")
    async def on_session(body: Payload, context: AsyncBoltContext) -> None:
        if found := stopping(body, context.team_id):
            await bot.stop(*found)
