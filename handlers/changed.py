"""Somebody changes what they said, or takes it back."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.bot import Bot
from bot.conversation.directives import asking, behind
from bot.conversation.orders import RESEARCH, word
from bot.conversation.question import Question
from bot.research.brief import topic
from handlers.message import is_ours
from handlers.payload import Payload, deleted, edited, original, rephrased


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear `message_changed` and `message_deleted`."""

    @app.event({"type": "message", "subtype": "message_changed"})
    async def on_change(body: Payload, context: AsyncBoltContext) -> None:
        us, team = context.bot_user_id or "", context.team_id
        if said := edited(body):
            asked, was = rephrased(said, us, team), original(body, us, team)
            if asked is None or _orders(asked.text):
                return
            # Who only adds the mention has changed nothing in the words of a question.
            same = was and (was.text, was.files) == (asked.text, asked.files)
            if same or not await bot.change(asked):
                await _ask(bot, asked, said, us)
        elif gone := deleted(body, us, team):
            await bot.withdraw(gone)

    @app.event({"type": "message", "subtype": "message_deleted"})
    async def on_delete(body: Payload, context: AsyncBoltContext) -> None:
        if gone := deleted(body, context.bot_user_id or "", context.team_id):
            await bot.withdraw(gone)


def _orders(text: str) -> bool:
    """Whether the words order something, in place of asking; only what is asked can be changed."""
    bare = behind(text)
    return not topic(bare) if word(bare) == RESEARCH else bool(word(text) or asking(text))


async def _ask(bot: Bot, asked: Question, said: Payload, us: str) -> None:
    """It was no question so far; of one that was answered long ago, only the words changed."""
    if await is_ours(bot, asked, said, us) and not await bot.recalls(asked):
        await bot.ask(asked)
