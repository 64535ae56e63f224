"""The endpoint's own way to shorten a conversation: it folds the past into a block of its answer.

https://platform.claude.com/docs/en/build-with-claude/compaction (facts/messages.md §2.2, §2.4). The
block is kept and sent again in its place; the endpoint then reads nothing of what is before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.capabilities import Capabilities
from bot.conversation.conversation import Block, Turn, summarized

BETA = "compact-2026-01-12"
"""What must stand in `anthropic-beta` where it is asked for, or such a block is sent."""
TRIGGER = 0.7
"""The part of the window at which the endpoint is to fold: before `bot.model.folding` does."""
_LEAST = 50_000  # tokens, the smallest trigger that is taken


def compacts(takes: Capabilities, refused: Collection[str]) -> bool:
    """Whether the endpoint can be told to fold, as far as is known."""
    window = takes.window or 0
    able = takes.compaction and window * TRIGGER >= _LEAST
    return able and not {"compaction", "betas"} & set(refused)


def management(takes: Capabilities) -> dict[str, Any]:
    """`context_management`, for a model that `compacts`."""
    trigger = {"type": "input_tokens", "value": int((takes.window or 0) * TRIGGER)}
    return {"edits": [{"type": "compact_20260112", "trigger": trigger}]}


def compaction(content: Sequence[Block]) -> Block | None:
    """The last block of `content` that stands for what is before it; None if there is none."""
    return next((b for b in reversed(content) if _stands(b)), None)


def readable(turns: Sequence[Turn], keeps: Callable[[Turn], bool]) -> tuple[Turn, ...]:
    """`turns` for an endpoint that may not take such blocks: what the last one says in our words.

    `keeps`: whether the block of a turn may be sent as it is. If so, nothing is changed.
    """
    held = [at for at, turn in enumerate(turns) if compaction(turn.content)]
    if not held:
        return tuple(turn if keeps(turn) else _without(turn) for turn in turns)
    at = held[-1]
    last = turns[at]
    if keeps(last) and not any(t.about.get("plain") for t in turns[at:] if t.role == "mark"):
        return tuple(turns)
    begins = max(n for n, block in enumerate(last.content) if _stands(block))
    said = str(last.content[begins].get("content"))
    rest = replace(last, content=last.content[begins + 1 :])
    return (summarized(said), *map(_without, (rest, *turns[at + 1 :])))


def _without(turn: Turn) -> Turn:
    """The turn without blocks of this kind, those that failed included."""
    kept = tuple(block for block in turn.content if block.get("type") != "compaction")
    return turn if len(kept) == len(turn.content) else replace(turn, content=kept)


def _stands(block: Mapping[str, Any]) -> bool:
    """Whether it is such a block, and one that did not fail (`content` is null then)."""
    content = block.get("content")
    return block.get("type") == "compaction" and isinstance(content, str) and bool(content)
