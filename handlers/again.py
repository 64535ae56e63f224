"""Somebody presses Retry under an answer that failed."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from bot.bot import AGAIN, Bot
from handlers.payload import Payload

TOO_OLD = "I no longer remember that question. Please ask it again."


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the Retry button."""

    @app.action(AGAIN)
    async def on_again(
        ack: AsyncAck, body: Payload, action: Payload, respond: AsyncRespond
    ) -> None:
        first = str(action.get("value"))
        if _is_from_here(first, body) and await bot.again(first, str(action["action_ts"])):
            await ack()
            return
        await ack()
        await respond(TOO_OLD, response_type="ephemeral", replace_original=False)


def _is_from_here(first: str, body: Payload) -> bool:
    """A forged value names a question of another place; only questions of this one count."""
    return first.startswith(f"{body['team']['id']}:{body['channel']['id']}:")
