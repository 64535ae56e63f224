"""The models that can be asked, as `GET /v1/models` lists them."""

from __future__ import annotations

from typing import Any

from bot.playground.messages.families import FAMILIES, Family, find
from bot.playground.messages.refusal import Refused

_EFFORTS = ("low", "medium", "high", "xhigh", "max")
_THINKING = ("enabled", "disabled", "adaptive", "between_tools")


def models() -> dict[str, Any]:
    """All of them, on one page."""
    listed = [_told(full, family) for family in FAMILIES for full in family.ids]
    ends = {"first_id": listed[0]["id"], "last_id": listed[-1]["id"]}
    return {"data": listed, "has_more": False, **ends}


def model(name: str) -> dict[str, Any]:
    """One of them."""
    found = find(name)
    if not found:
        raise Refused(f"model: {name}", 404)
    return _told(*found)


def _told(full: str, family: Family) -> dict[str, Any]:
    line, *version = full.removeprefix("claude-").split("-")
    numbers = [part for part in version if len(part) < 8]
    return {
        "type": "model",
        "id": full,
        "display_name": f"Claude {line.title()} {'.'.join(numbers)}",
        "created_at": "2026-01-01T00:00:00Z",
        "deprecated_at": None,
        "retires_at": None,
        "lifecycle": "active",
        "line": line,
        "max_input_tokens": family.window,
        "max_tokens": family.longest,
        "capabilities": _capabilities(family),
    }


def _capabilities(family: Family) -> dict[str, Any]:
    yes = {"supported": True}
    efforts = {level: {"supported": level in family.efforts} for level in _EFFORTS}
    thinking = {kind: {"supported": kind in family.thinking} for kind in _THINKING}
    plain = ("batch", "citations", "image_input", "pdf_input", "structured_outputs")
    tools = {"web_search": yes, "code_execution": yes}
    return {
        **dict.fromkeys(plain, yes),
        "code_execution": {"supported": family.efforts != ()},
        "context_management": {"supported": True},
        "effort": {"supported": bool(family.efforts), **efforts},
        "server_tools": {"supported": True, **tools},
        "thinking": {"supported": True, "types": thinking},
    }
