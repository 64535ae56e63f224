"""What stands under a reply: one quiet footer, buttons, and an apology where one is due."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from bot.conversation.conversation import STOPPED, Turn
from bot.conversation.preferences import Kind, Preferences
from bot.conversation.prices import Prices
from bot.conversation.question import Question
from bot.conversation.usage import Tokens, Usage
from bot.reply.characters import still
from bot.reply.words import whence as whose
from bot.tongue import say, say_many, sentence

_ODD = re.compile(r"[^\w:.-]")
"""What no model id holds: an endpoint says it, and everybody reads it."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: `action` is what a handler hears, `value` at most 2,000 characters."""

    action: str
    label: str
    value: str
    style: Literal["", "primary", "danger"] = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A small "⋮" with up to five things to choose from: what each says, and its value."""

    action: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Thumbs:
    """A thumb up and one down, with the values "up `value`" and "down `value`"."""

    action: str
    value: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """All of it; every part may be empty.

    `further` are buttons that ask on, in a row of their own. `stays`: it goes under what an earlier
    try has shown, where that is more than this one says.
    """

    footer: str = ""
    apology: str = ""
    buttons: tuple[Button | Menu, ...] = ()
    notes: tuple[str, ...] = ()
    stays: bool = False
    thumbs: Thumbs | None = None
    further: tuple[Button, ...] = ()


STOP = "stop"
"""The action of the Stop button; its value is the thread, and the id of the question meant."""


def stop(question: Question) -> Button:
    """What ends the answer to `question` while it is being written."""
    return Button(STOP, say("Stop"), f"{question.thread} {question.id}")


FOOTED = ("effort", "thinking")
"""The dials that a footer tells of, where they stand at anything."""
_OPERATORS: Mapping[str, Kind] = MappingProxyType({})


def footer(
    said: Sequence[Turn],
    asked: Preferences,
    prices: Prices | None = None,
    whence: Mapping[str, Kind] = _OPERATORS,
) -> str:
    """Model, effort, thinking, what was looked up, tokens, cost, seconds, and a cut if there was.

    `said` are the turns of the answer, one for each round; `asked` is what it was asked with, and
    `whence` who chose that, by dial, where anybody but the operator did.
    """
    about = said[-1].about
    used = Usage()
    for turn in said:
        used += Usage.of(turn.about)
    seconds = sum(turn.about.get("seconds", 0) for turn in said)
    parts = [
        _by(whence.get("model"), _ODD.sub("", str(about.get("model") or ""))),
        _by(whence.get("effort"), _effort(asked)),
        _by(whence.get("thinking"), _thinking(asked)),
        _looked_up(used.total),
        _tokens(used.total),
        _cost(used, prices),
        say("{seconds} s", seconds=round(seconds)),
        _ending(about),
    ]
    return " · ".join(part for part in parts if part)


def _effort(asked: Preferences) -> str:
    return say("effort {effort}", effort=asked.effort) if asked.effort else ""


def _thinking(asked: Preferences) -> str:
    return say("thinking {thinking}", thinking=asked.thinking) if asked.thinking else ""


def _by(kind: Kind | None, told: str) -> str:
    return f"{told} ({whose(kind)})" if kind and told else told


def _tokens(used: Tokens) -> str:
    if used == Tokens():
        return ""
    written = used.cache_write_5m + used.cache_write_1h
    parts = [
        say(
            "{tokens}{cached} in",
            tokens=used.prompt,
            cached=_cached(used.cache_read, written),
        ),
        say("{tokens} out", tokens=used.output),
    ]
    return ", ".join(parts)


def _looked_up(used: Tokens) -> str:
    pages = used.fetches
    parts = [
        say("searched {count}×", count=used.searches) if used.searches else "",
        say_many("read {count} page", "read {count} pages", pages) if pages else "",
    ]
    return ", ".join(part for part in parts if part)


def _cached(read: int, written: int) -> str:
    parts = [
        say("{tokens} from the cache", tokens=read) if read else "",
        say("{tokens} to the cache", tokens=written) if written else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _cost(used: Usage, prices: Prices | None) -> str:
    cost = used.cost(prices) if prices and used else None
    return say("about ${cost} at list price", cost=Decimal(f"{cost:.4f}")) if cost else ""


def _ending(about: Mapping[str, Any]) -> str:
    reason = str(about.get("stop_reason") or "")
    if reason == "stop_sequence":
        return say("stopped at “{sequence}”", sequence=about.get("stop_sequence"))
    if reason == STOPPED:
        return say("stopped by {who}", who=about.get("stopped_by"))
    if reason in _ENDINGS:
        return say(_ENDINGS[reason]) if _ENDINGS[reason] else ""
    return say("ended: {reason}", reason=reason) if reason else ""


_ENDINGS = {
    "end_turn": "",
    "max_tokens": sentence("cut short: the token limit was reached"),
    "model_context_window_exceeded": sentence("cut short: the conversation fills the window"),
    "pause_turn": sentence("cut short: it paused too often"),
    "tool_use": sentence("cut short: it used tools too often"),
}


def blocks(markdown: str, furniture: Furniture) -> list[dict[str, Any]]:
    """The last page with its furniture, as Block Kit (facts/slack.md §1.7)."""
    parts: list[dict[str, Any]] = []
    if markdown:
        parts.append({"type": "markdown", "text": markdown})
    if furniture.apology:
        parts.append(_context(f"⚠️ {furniture.apology}"))
    if furniture.notes:
        parts.append(_context(" ".join(furniture.notes)))
    if furniture.footer:
        parts.append(_context(furniture.footer))
    if furniture.thumbs:
        parts.append({"type": "context_actions", "elements": [_thumbs(furniture.thumbs)]})
    if furniture.further:
        parts.append({"type": "actions", "elements": list(map(_button, furniture.further))})
    if furniture.buttons:
        elements = [_menu(b) if isinstance(b, Menu) else _button(b) for b in furniture.buttons]
        parts.append({"type": "actions", "elements": elements})
    return parts


def _context(text: str) -> dict[str, Any]:
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": still(text)[:3000], "verbatim": True}],
    }


def _button(button: Button) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "button",
        "action_id": button.action,
        "text": _plain(button.label),
        "value": button.value,
    }
    return element | ({"style": button.style} if button.style else {})


def _menu(menu: Menu) -> dict[str, Any]:
    options = [{"text": _plain(words), "value": value} for words, value in menu.choices]
    return {"type": "overflow", "action_id": menu.action, "options": options}


def _thumbs(thumbs: Thumbs) -> dict[str, Any]:
    """As https://docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element."""
    return {
        "type": "feedback_buttons",
        "action_id": thumbs.action,
        "positive_button": _thumb("👍", say("A good answer"), f"up {thumbs.value}"),
        "negative_button": _thumb("👎", say("Not a good answer"), f"down {thumbs.value}"),
    }


def _thumb(sign: str, meaning: str, value: str) -> dict[str, Any]:
    return {"text": _plain(sign), "accessibility_label": meaning, "value": value}


def _plain(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}
