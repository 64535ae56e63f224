"""Somebody looks at our Home tab, and at another month there."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.home import MONTH
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear that the tab was opened, and its menu of months."""

    @app.event("app_home_opened", matchers=[_is_home])
    async def on_open(event: Payload, context: AsyncBoltContext) -> None:
        view = event.get("view") or {}
        bot.tab.open(context.team_id or "", str(event["user"]), str(view.get("hash") or ""))

    @app.action(MONTH)
    async def on_month(
        ack: AsyncAck, body: Payload, action: Payload, context: AsyncBoltContext
    ) -> None:
        who = press(body, context)
        bot.tab.refresh(who.team, who.user, chosen(action))
        await ack()


async def _is_home(event: Payload) -> bool:
    """The other tab is where people write to us."""
    return event.get("tab") == "home" and isinstance(event.get("user"), str)
