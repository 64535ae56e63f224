"""What people can do in Slack: one module each, and this is the list."""

from slack_bolt.async_app import AsyncApp

from bot.bot import Bot
from handlers import (
    again,
    apology,
    ask,
    ask_about,
    changed,
    deliver,
    desk,
    dials,
    earlier,
    explain,
    form,
    further,
    go_on,
    home,
    mention,
    message,
    mine,
    opened,
    other,
    rate,
    reader,
    regenerate,
    research,
    settings,
    share,
    steps,
    stop,
    summarize,
    summarize_thread,
    thinking,
    threadloom,
)

FEATURES = (
    *(mention, changed, message, dials),
    *(ask, ask_about, explain, opened),
    *(summarize, summarize_thread, share),
    *(threadloom, desk),
    *(research, further, steps, deliver),
    *(stop, again, go_on, regenerate),
    *(rate, thinking, earlier),
    *(settings, mine, form, home),
    *(reader, other, apology),
)
"""In Bolt's order: the first that hears an event is the only one, so `other` comes last."""


def register(app: AsyncApp, bot: Bot) -> None:
    """Let `app` hear everything that people can do."""
    for feature in FEATURES:
        feature.register(app, bot)
