"""What the API is told to do with a long context: which edits there are, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.shape import need, only, tagged, typed

_BETAS = {"compact-2026-01-12", "context-management-2025-06-27"}
_LEAST = 50_000  # tokens, of a trigger
_EDITS = ("clear_tool_uses_20250919", "clear_thinking_20251015", "compact_20260112")
_COMPACT = {"type", "trigger", "pause_after_compaction", "instructions"}


def managed(betas: str) -> set[str]:
    """The field that the betas named in a header open, if they do."""
    return {"context_management"} if _BETAS & set(betas.replace(" ", "").split(",")) else set()


def check_management(body: Mapping[str, Any], family: Family) -> None:
    """Refuse edits that there are not, and compaction where the model can't."""
    asked = body.get("context_management")
    if asked is None:
        return
    typed(asked, dict, "context_management")
    only(asked, {"edits"}, "context_management")
    for at, edit in enumerate(asked.get("edits") or []):
        path = f"context_management.edits.{at}"
        if tagged(edit, _EDITS, path) != "compact_20260112":
            continue
        only(edit, _COMPACT, f"{path}.compact_20260112")
        _trigger(edit.get("trigger"), f"{path}.compact_20260112.trigger")
        if not family.compacts:
            raise Refused("context_management: compaction is not supported on this model")


def _trigger(trigger: Any, path: str) -> None:
    if trigger is None:
        return
    tagged(trigger, {"input_tokens"}, path)
    value = need(trigger, "value", path)
    typed(value, int, f"{path}.value")
    if value < _LEAST:
        raise Refused(f"{path}.value: Input should be greater than or equal to {_LEAST}")
