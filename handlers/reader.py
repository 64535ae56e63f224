"""Whoever presses or commands reads the answer in their own language, even once it was changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.bot import Bot
from bot.tongue import speak
from handlers.payload import Payload


def register(app: AsyncApp, bot: Bot) -> None:
    """Speak to whoever acts, and hear `user_change`."""

    @app.middleware
    async def on_act(
        body: Payload, context: AsyncBoltContext, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        # What is only said in a channel, most of it not to us, is not worth asking who says it.
        if "event" not in body:
            speak(await bot.locale(context.user_id or ""))
        return await next_()

    @app.event("user_change")
    async def on_user_change(event: Payload) -> None:
        user = event.get("user")
        if isinstance(user, Mapping):
            bot.forget(str(user.get("id")))
