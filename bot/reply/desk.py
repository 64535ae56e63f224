"""What one person is shown at the desk: threads to choose from, and deeds to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.conversation.thread import Thread
from bot.tongue import say

Shown: TypeAlias = dict[str, Any]
"""What Slack takes as the answer to a command: `text`, and perhaps `blocks`."""
FORGET, EXPORT, FORGET_ME = "forget", "export", "forget_me"
"""The actions of the buttons; the value of the first two is the thread."""
MOST = 10
"""Threads to choose from."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thread to choose, and its permalink."""

    thread: Thread
    link: str


def threads(rows: Sequence[Row], action: str) -> Shown:
    """The threads, the newest first, each with a button of that action."""
    text = say("Which thread? Or add its link behind the command.")
    return _shown(text, [_row(row, [_button(action, str(row.thread))]) for row in rows])


def offer(row: Row) -> Shown:
    """One thread, to be forgotten once that is confirmed; or exported before."""
    text = say("Shall I forget this thread?")
    both = [_button(FORGET, str(row.thread)), _button(EXPORT, str(row.thread))]
    return _shown(text, [_row(row, []), {"type": "actions", "elements": both}])


def offer_me() -> Shown:
    """All that is kept of one person, to be forgotten once that is confirmed."""
    text = say(
        "I can forget your own settings, the list of your threads, and what you thought of my "
        "answers. Threads stay: what others said is in them, too."
    )
    return _shown(text, [{"type": "actions", "elements": [_button(FORGET_ME, FORGET_ME)]}])


def _shown(text: str, blocks: Sequence[dict[str, Any]]) -> Shown:
    return {"text": text, "blocks": [{"type": "section", "text": _mrkdwn(text)}, *blocks]}


def _row(row: Row, buttons: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Where it is and when it began: `<#C…>` is a name to members alone, dates are the reader's."""
    where = "" if row.thread.channel.startswith("D") else f" · <#{row.thread.channel}>"
    seconds = row.thread.ts.partition(".")[0]
    thread = say("thread")
    when = f"<!date^{seconds}^{{date_short_pretty}}, {{time}}^{row.link}|{thread}>"
    told: dict[str, Any] = {"type": "section", "text": _mrkdwn(f"{when}{where}")}
    return told | ({"accessory": buttons[0]} if buttons else {})


def _button(action: str, value: str) -> dict[str, Any]:
    label = say("Export") if action == EXPORT else say("Forget")
    told = {"type": "button", "action_id": action, "text": _plain(label), "value": value}
    if action == EXPORT:
        return told
    sure = {"title": _plain(say("Forget?")), "text": _plain(_loses(action)), "style": "danger"}
    sure |= {"confirm": _plain(say("Forget")), "deny": _plain(say("Keep"))}
    return told | {"style": "danger", "confirm": sure}


def _loses(action: str) -> str:
    if action == FORGET:
        return say(
            "Everything that everybody said to me in this thread goes, and nothing brings it back. "
            "What stands in Slack stays."
        )
    return say("Your settings go, and nothing brings them back.")


def _plain(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def _mrkdwn(words: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": words}
