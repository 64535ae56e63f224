"""Somebody changes settings in the form that shows them."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.reply.opened import PICKED, PLACE
from bot.reply.row import SETTINGS
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the form, and its menus of places and of channels."""

    @app.action(PLACE)
    async def on_place(
        ack: AsyncAck, body: Payload, action: Payload, context: AsyncBoltContext
    ) -> None:
        view = body["view"]
        bot.tuning.move(press(body, context), view["private_metadata"], chosen(action), view["id"])
        await ack()

    @app.action(PICKED)
    async def on_channel(
        ack: AsyncAck, body: Payload, action: Payload, context: AsyncBoltContext
    ) -> None:
        view, chosen_ = body["view"], str(action.get("selected_conversation") or "")
        bot.tuning.pick(press(body, context), view["private_metadata"], chosen_, view["id"])
        await ack()

    @app.view(SETTINGS)
    async def on_form(
        ack: AsyncAck, body: Payload, view: Payload, context: AsyncBoltContext
    ) -> None:
        about, values = view["private_metadata"], view["state"]["values"]
        wrong, told = await bot.tuning.set(press(body, context), about, values)
        if wrong:
            await ack(response_action="errors", errors=wrong)
        elif told:
            await ack(response_action="update", view=told)
        else:
            await ack()
