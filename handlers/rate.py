"""Somebody gives an answer a thumb, up or down, and may say what was wrong."""

from functools import partial

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.errors import Forgotten
from bot.reply.modals import COMMENT
from bot.reply.row import RATE
from bot.tongue import say
from handlers.apology import whisper
from handlers.payload import Payload, chosen, press


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the thumbs, and the form for a comment."""

    @app.action(RATE)
    async def on_thumb(
        ack: AsyncAck,
        body: Payload,
        action: Payload,
        context: AsyncBoltContext,
        respond: AsyncRespond,
    ) -> None:
        who, tell = press(body, context), partial(whisper, respond)
        thumb, _, rated = chosen(action).partition(" ")
        first, _, answer = rated.partition(" ")
        if thumb == "down":
            sorry = await bot.rating.blame(who, first, answer)
        else:
            sorry = await bot.rating.praise(who, first, answer, tell)
        if sorry:
            await tell(sorry)
        await ack()

    @app.view(COMMENT)
    async def on_comment(
        ack: AsyncAck, body: Payload, view: Payload, context: AsyncBoltContext
    ) -> None:
        words = view["state"]["values"][COMMENT][COMMENT].get("value") or ""
        try:
            await bot.rating.comment(press(body, context), view["private_metadata"], words)
        except Forgotten as error:
            await ack(response_action="errors", errors={COMMENT: say(error.apology)})
        else:
            await ack()
