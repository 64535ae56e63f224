"""Whose turn it is: roles, their order, and turns that say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.shape import need, only, typed

_MOST = 100_000  # turns in one request
_PREFILL = (
    "This model does not support assistant message prefill. The conversation must end with a user "
    "message."
)
_EMPTY = "all messages must have non-empty content except for the optional final assistant message"


def check_turns(body: Mapping[str, Any]) -> None:
    """Refuse turns of the wrong shape, role or place, and empty ones."""
    turns = body["messages"]
    if not turns:
        raise Refused("messages: at least one message is required")
    if len(turns) > _MOST:
        raise Refused(f"messages: List should have at most {_MOST} items")
    for at, turn in enumerate(turns):
        path = f"messages.{at}"
        typed(turn, dict, path)
        _role(turn, at)
        content = need(turn, "content", path)
        if not isinstance(content, str):
            typed(content, list, f"{path}.content")
        only(turn, {"role", "content"}, path)
        final = at == len(turns) - 1 and turn["role"] == "assistant"
        if not content and not final:
            raise Refused(f"{path}: {_EMPTY}")
        if isinstance(content, str) and content and not content.strip():
            raise Refused("messages: text content blocks must contain non-whitespace text")
    if turns[0]["role"] != "user":
        raise Refused('messages: first message must use the "user" role')


def check_ending(body: Mapping[str, Any], family: Family) -> None:
    """Refuse a beginning of the answer where the model takes none, and misplaced system turns."""
    _asides(body["messages"], family)
    last = body["messages"][-1]
    if last["role"] != "assistant" or _paused(last["content"]):
        return
    thinking = (body.get("thinking") or {}).get("type")
    if not family.prefill:
        raise Refused(_PREFILL)
    if thinking == "enabled":
        raise Refused(
            f"messages.{len(body['messages']) - 1}.content.0.type: Expected `thinking` or "
            "`redacted_thinking`, but found `text`. When `thinking` is enabled, a final "
            "`assistant` message must start with a thinking block."
        )
    if _text(last["content"]).endswith((" ", "\n", "\t")):
        raise Refused("messages: final assistant content cannot end with trailing whitespace")


def _role(turn: Mapping[str, Any], at: int) -> None:
    role = need(turn, "role", f"messages.{at}")
    if role == "system" and at == 0:
        raise Refused(
            "messages.0: use the top-level 'system' parameter for the initial system prompt"
        )
    if role not in ("user", "assistant", "system"):
        raise Refused(
            f'messages: Unexpected role "{role}". Allowed roles are "user" or "assistant".'
        )


def _asides(turns: list[Mapping[str, Any]], family: Family) -> None:
    """System turns in mid-conversation: after a user's turn, and before an answer or at the end."""
    for at, turn in enumerate(turns):
        if turn["role"] != "system":
            continue
        if not family.system_turns:
            raise Refused("role 'system' is not supported on this model")
        after = turns[at + 1]["role"] if at + 1 < len(turns) else "assistant"
        if turns[at - 1]["role"] == "system" or after != "assistant":
            raise Refused(
                f"messages.{at}: a system message must follow a user message and be last or be "
                "followed by an assistant message"
            )


def _paused(content: Any) -> bool:
    """Whether an answer stopped for a server tool or to fold, to be continued."""
    if isinstance(content, str) or not content:
        return False
    kind = str(content[-1].get("type"))
    return kind in ("server_tool_use", "compaction") or (
        kind != "tool_result" and kind.endswith("_tool_result")
    )


def _text(content: Any) -> str:
    return content if isinstance(content, str) else str((content or [{}])[-1].get("text", ""))
