"""The bot's own sentences, in Slack's Markdown."""

from __future__ import annotations

from bot.conversation.preferences import Choice, Dial, Kind, Preferences

HERE = "_Reading your question…_"
AGAIN = "_Trying again…_"
FULL = (
    "There are 50 questions waiting in this thread already, so I did not take this one. "
    "Please ask again when I have caught up."
)
TIRED = "I tried this several times and did not get through."
HELP = """\
Ask me anything: mention me in a channel, or write to me directly. I answer in the thread \
and remember what was said there.

- In a channel: `/effort high`, `/thinking on`, `/websearch on`, `/webfetch on` set how I answer \
*you*; add `here` to set the channel. Without a word they tell what is in force.
- In a thread: begin a message with `!effort high`, `!thinking budget 8000`, `!websearch on` \
to set the thread. `reset` clears it.
"""
_WHERE: dict[Kind, str] = {
    "thread": "set in this thread",
    "person": "your own setting",
    "channel": "set for this channel",
    "default": "the default",
}
_FOR: dict[Kind, str] = {
    "thread": "in this thread",
    "person": "for you, everywhere",
    "channel": "for this channel",
    "default": "everywhere",
}


def told(dial: Dial, now: Preferences, choice: Choice | None) -> str:
    """What a dial stands at, and who says so."""
    where = _WHERE[choice.kind if choice else "default"]
    return f"{dial.title}: *{dial.tell(now)}* ({where})."


def turned(dial: Dial, value: str | None, kind: Kind) -> str:
    """That a dial was set, or cleared, and where."""
    if value is None:
        return f"{dial.title} is no longer set {_FOR[kind]}."
    return f"{dial.title} is now *{value}* {_FOR[kind]}."


def doing(what: str, subject: str) -> str:
    """One quiet line for what goes on while there is nothing new to read."""
    match what:
        case "thinking":
            return "_Thinking…_"
        case "searching":
            return f"_Searching the web: {subject}…_" if subject else "_Searching the web…_"
        case "fetching":
            return f"_Reading {subject}…_" if subject else "_Reading a page…_"
        case "":
            return ""
        case _:
            return "_Working…_"
