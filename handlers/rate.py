"""Somebody gives an answer a thumb, up or down, and may say what was wrong."""

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
        who = press(body, context)
        thumb, _, rated = chosen(action).partition(" ")
        first, _, answer = rated.partition(" ")
        judge = bot.rating.blame if thumb == "down" else bot.rating.praise
        if told := await judge(who, first, answer):
            await whisper(respond, told)
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
