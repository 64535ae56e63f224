"""Somebody presses Stop: the button under an answer that grows, or Slack's own."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot, unstopped
from bot.reply.furniture import STOP
from handlers.apology import whisper
from handlers.payload import Payload, place, stopping


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear both."""

    @app.action(STOP)
    async def on_stop(
        ack: AsyncAck, action: Payload, context: AsyncBoltContext, respond: AsyncRespond
    ) -> None:
        named, _, meant = str(action.get("value")).partition(" ")
        if thread := place(named, context):
            said = await bot.stop(thread, context.user_id or "", meant)
            if sorry := unstopped(said):
                await whisper(respond, sorry)
        await ack()

    @app.event("agent_session_stopped")
    async def on_session(body: Payload, context: AsyncBoltContext) -> None:
        if found := stopping(body, context.team_id):
            await bot.stop(*found)
