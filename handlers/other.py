"""Everything else that Slack tells us: acknowledged, so that it is not told again."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.bot import Bot
from bot.tongue import say

_ANY = re.compile(".*")


def register(app: AsyncApp, bot: Bot) -> None:  # noqa: ARG001  every feature has this shape
    """Hear whatever no other feature heard."""

    @app.event(_ANY)
    async def on_event() -> None: ...

    @app.command(_ANY)
    async def on_command(ack: AsyncAck) -> None:
        await ack(say("I don't know this command."))

    for hear in (app.action, app.shortcut, app.view, app.options):
        hear(_ANY)(_acknowledge)


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()
