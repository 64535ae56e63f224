"""The bot's own sentences, in Slack's Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.conversation.dials import Dial
from bot.conversation.preferences import Choice, Kind, Preferences
from bot.tongue import say

HERE = "_Reading your question…_"
AGAIN = "_Trying again…_"
FULL = (
    "There are 50 questions waiting in this thread already, so I did not take this one. "
    "Please ask again when I have caught up."
)
GO_ON = "Please go on exactly where you stopped."
FOLDED = "The oldest part of this thread no longer fits and was folded into a summary."
TIRED = "I tried this several times and did not get through."
HELP = """\
Ask me anything: mention me in a channel, or write to me directly. I answer in the thread \
and remember what was said there.

- In a channel: `/effort high`, `/thinking on`, `/websearch on`, `/webfetch on` set how I answer \
*you*; add `here` to set the channel. Without a word they tell what is in force.
- In a thread: begin a message with `!effort high`, `!thinking budget 8000`, `!websearch on` \
to set the thread. `reset` clears it.
- In a thread, too: `!stop` ends the answer being written, `!retry` has the last one written anew, \
`!forget` makes me forget the thread. If you change or delete your question, I follow.
- `/summarize`, or `!summarize` in a thread: what was said since you last spoke; or `24h`, `7d`, \
`since 2026-11-01`, `100 messages`, `#channel`, a link. Only you see it, until you press Share.
"""
_LIVE = re.compile(r"[^\w\s.,:;?!%/+-]")
_WORKING = ("_Working…_", "_Working: {}…_")
_DOING: Mapping[str, tuple[str, str]] = {
    "thinking": ("_Thinking…_", "_Thinking…_"),
    "searching": ("_Searching the web…_", "_Searching the web: {}…_"),
    "fetching": ("_Reading a page…_", "_Reading {}…_"),
    "using": ("_Looking something up…_", "_Looking something up…_"),
    "gathering": ("_Reading what was said…_", "_Reading what was said: {}…_"),
    "noting": ("_Summarising part by part…_", "_Summarising part by part: {}…_"),
    "folding": ("_Reading back through the thread…_", "_Reading back through the thread…_"),
    "waiting": ("_Waiting for Claude…_", "_Waiting for Claude…_"),
    "busy": ("_Claude is busy; I keep trying…_", "_Claude is busy; I keep trying…_"),
}
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


def strange() -> str:
    """Why somebody of another workspace can't press that."""
    return say("Only people of this workspace can do that.")


def doing(what: str, subject: str) -> str:
    """One quiet line for what goes on while there is nothing new to read; "" for nothing.

    `subject` is the model's or a page's: nothing of it is left that Slack could act on.
    """
    if not what:
        return ""
    alone, about = _DOING.get(what, _WORKING)
    bare = " ".join(_LIVE.sub(" ", subject).split())[:80]
    return about.format(bare) if bare else alone
