"""Somebody presses Continue under an answer that was cut short."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import GO_ON, Bot
from bot.conversation.thread import Thread
from handlers.payload import Payload


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Continue button."""

    @app.action(GO_ON)
    async def on_go_on(ack: AsyncAck, action: Payload, context: AsyncBoltContext) -> None:
        # A forged value may name another place; only threads of this channel count.
        if thread := _thread(str(action.get("value")), context):
            await bot.go_on(thread, context.user_id or "", str(action["action_ts"]))
        await ack()


def _thread(value: str, context: AsyncBoltContext) -> Thread | None:
    here = f"{context.team_id}:{context.channel_id}:"
    return Thread.parse(value) if value.startswith(here) and value.count(":") == 2 else None
