"""What stands under a reply: one quiet footer, buttons, and an apology where one is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.conversation.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: `action` is what a handler hears, `value` at most 2,000 characters."""

    action: str
    label: str
    value: str
    style: Literal["", "primary", "danger"] = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """All of it; every part may be empty."""

    footer: str = ""
    apology: str = ""
    buttons: tuple[Button, ...] = ()


def footer(about: Mapping[str, Any], asked: Preferences) -> str:
    """Model, effort, thinking, tokens, seconds, and whether the answer was cut short.

    `about` is a turn's; `asked` are the preferences that it was asked with.
    """
    usage = about.get("usage") or {}
    parts = [
        str(about.get("model") or ""),
        f"effort {asked.effort}" if asked.effort else "",
        f"thinking {asked.thinking}" if asked.thinking else "",
        _tokens(usage),
        f"{about['seconds']:.0f} s" if "seconds" in about else "",
        _ending(about.get("stop_reason")),
    ]
    return " · ".join(part for part in parts if part)


def _tokens(usage: Mapping[str, Any]) -> str:
    cached = usage.get("cache_read_input_tokens") or 0
    read = (usage.get("input_tokens") or 0) + (usage.get("cache_creation_input_tokens") or 0)
    written = usage.get("output_tokens") or 0
    if not (cached or read or written):
        return ""
    hit = f" ({cached:,} cached)" if cached else ""
    return f"{read + cached:,}{hit} in, {written:,} out"


def _ending(reason: str | None) -> str:
    return {
        "max_tokens": "cut short: the token limit was reached",
        "refusal": "Claude declined",
        "model_context_window_exceeded": "cut short: the conversation fills the window",
        "pause_turn": "cut short: Claude paused",
    }.get(reason or "", "")


def blocks(markdown: str, furniture: Furniture) -> list[dict[str, Any]]:
    """The last page with its furniture, as Block Kit (facts/slack.md §1.7)."""
    parts: list[dict[str, Any]] = []
    if markdown:
        parts.append({"type": "markdown", "text": markdown})
    if furniture.apology:
        parts.append(_context(f":warning: {furniture.apology}"))
    if furniture.footer:
        parts.append(_context(furniture.footer))
    if furniture.buttons:
        parts.append({"type": "actions", "elements": [_button(b) for b in furniture.buttons]})
    return parts


def _context(text: str) -> dict[str, Any]:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": plain[:3000], "verbatim": True}],
    }


def _button(button: Button) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "button",
        "action_id": button.action,
        "text": {"type": "plain_text", "text": button.label},
        "value": button.value,
    }
    return element | ({"style": button.style} if button.style else {})
