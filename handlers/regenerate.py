"""Somebody wants an answer anew: as it was, with more effort, or with web search."""

from typing import cast

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from bot.conversation.question import ANEW, How
from bot.reply.row import REGENERATE, VARIED
from bot.tongue import say
from handlers.again import TOO_OLD
from handlers.button import Button, hear


def register(app: AsyncApp, bot: Bot) -> None:
    """Hear the button, and the menu beside it."""

    async def act(button: Button) -> str:
        how, first, answer = _wanted(button)
        who = button.who
        # However each wants it: in place of that answer there is to be one.
        once = f"{REGENERATE} {first} {answer}"
        done = (
            how in ANEW
            and who.here(first)
            and await bot.regenerate(first, how, who.when, once, answer)
        )
        return "" if done else say(TOO_OLD)

    for action in (REGENERATE, VARIED):
        hear(app, action, act)


def _wanted(button: Button) -> tuple[How, str, str]:
    """How, the id of the first asking, and which answer is to be replaced; all may be forged."""
    value = button.value if button.name == VARIED else f"same {button.value}"
    how, _, rest = value.partition(" ")
    first, _, answer = rest.partition(" ")
    return cast("How", how), first, answer
