"""What of an answer that broke off counts: what was said and found whole, and what it used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answer.answer import Answer
from bot.answer.blocks import CALLS, THOUGHTS
from bot.conversation.conversation import Block, Turn


def whole(answer: Answer | None, *, thoughts: bool = True) -> tuple[Block, ...]:
    """The blocks that may be sent again: calls only with their results, thoughts only signed ones.

    The last one may be half, if it is text. What is complete was kept, and has nothing to add.
    """
    if answer is None or answer.complete:
        return ()
    content = answer.content()
    served = {b.get("tool_use_id") for b in content[: answer.over]}
    kept = [b for at, b in enumerate(content) if _stays(b, served, over=at < answer.over)]
    if not thoughts:
        return tuple(b for b in kept if b.get("type") not in THOUGHTS)
    while kept and kept[-1].get("type") in THOUGHTS:
        kept.pop()
    return tuple(kept)


def cut(answer: Answer | None, question: str, about: Mapping[str, Any]) -> Turn | None:
    """The turn of an answer that is to be gone on with; None if nothing of it is worth keeping.

    To the API it is one that the server has paused.
    """
    content = whole(answer)
    if answer is None or not content:
        return None
    told = {"id": answer.id, **used(answer)}
    return Turn("assistant", content, question, {**told, "stop_reason": "pause_turn", **about})


def used(answer: Answer) -> Mapping[str, Any]:
    """What it is known to have used so far: `model` and `usage`, as a turn tells them.

    The beginning of the stream says what was read; what was written, only its end says in full.
    """
    written = sum(len(str(b.get("text") or b.get("thinking") or "")) for b in answer.content())
    told = answer.usage.get("output_tokens")
    output = max(told if isinstance(told, int) else 0, written // 4)
    return {"model": answer.model, "usage": {**answer.usage, "output_tokens": output}}


def _stays(block: Block, served: set[object], *, over: bool) -> bool:
    kind = block.get("type")
    if kind == "text":
        return bool(str(block.get("text") or "").strip())
    if kind in THOUGHTS:
        return over and bool(block.get("signature") or block.get("data"))
    if kind in CALLS:
        return kind != "tool_use" and block.get("id") in served
    return over
