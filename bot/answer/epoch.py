"""What of each turn may be sent again: an epoch is the part that stands on one prefix.

An answer's thinking is bound to what came before it: model, instructions, tools, turns. What was
dropped once is never sent again (facts/messages.md §3.3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer.blocks import THOUGHTS
from bot.conversation.conversation import UNFINISHED, Block, Turn

_FILES = {"image": "[a picture]", "document": "[a document]", "container_upload": "[a file]"}


def epoch(provider: str, model: str, system: object, tools: object) -> str:
    """The name of the epoch that a request with these belongs to: its provider, and a digest."""
    told = json.dumps([model, _bare(system), _bare(tools)], sort_keys=True)
    return f"{provider}#{hashlib.sha256(told.encode()).hexdigest()[:20]}"


def sent(turns: Sequence[Turn], now: str, tools: Collection[str]) -> list[Turn]:
    """`turns`, marks and refusals left out, with the blocks that epoch `now` may send.

    `tools` are the names of all that are offered: an earlier call of any other is told in words.
    """
    begins, plain = _begins(turns, now), _plain(turns)
    gone = set(_gone(turns[:begins], tools))
    kept: list[Turn] = []
    for at, turn in enumerate(turns):
        # Not an answer that was declined: the API asks to leave it out.
        if turn.role == "mark" or turn.about.get("stop_reason") == "refusal":
            continue
        blocks = turn.content if at >= begins else _earlier(turn, now)
        told = (_told(b) if at < plain or _id(b) in gone else b for b in blocks)
        kept.append(replace(turn, content=tuple(block for block in told if block)))
    return kept


def _begins(turns: Sequence[Turn], now: str) -> int:
    """The index of the turn from which on everything is sent as it came."""
    begins, loop = len(turns), _loop(turns)
    for at in range(len(turns) - 1, -1, -1):
        turn = turns[at]
        if turn.role == "mark" and (turn.about.get("epoch_ends") or "upto" in turn.about):
            break
        # The last turn of an open answer goes whole, unless nobody there could read it.
        strange = turn.role == "assistant" and turn.about.get("epoch") != now
        if strange and (at < loop or foreign(turn, now)):
            break
        begins = at
    return begins


def _loop(turns: Sequence[Turn]) -> int:
    """The index of the turn that is to be gone on from, if the last answer is not at its end."""
    at = len(turns)
    while at and (turns[at - 1].role == "mark" or _answers(turns[at - 1])):
        at -= 1
    if not at or turns[at - 1].about.get("stop_reason") not in UNFINISHED:
        return len(turns)
    while at and turns[at - 1].role == "assistant":
        at -= 1
    return at


def _answers(turn: Turn) -> bool:
    """Whether it brings what tools said, and nothing else."""
    return turn.role == "user" and all(b.get("type") == "tool_result" for b in turn.content)


def _plain(turns: Sequence[Turn]) -> int:
    """The index before which only words are sent."""
    marks = (at for at, t in enumerate(turns) if t.role == "mark" and t.about.get("plain"))
    return max(marks, default=0)


def foreign(turn: Turn, now: str) -> bool:
    """Whether another provider said it, as far as is known."""
    then = turn.about.get("epoch")
    return isinstance(then, str) and then.rpartition("#")[0] != now.rpartition("#")[0]


def _earlier(turn: Turn, now: str) -> Iterator[Block]:
    """The blocks of a turn of another epoch: no thinking, and nothing sealed by others."""
    strange = turn.role == "assistant" and foreign(turn, now)
    for block in turn.content:
        kind = block.get("type")
        if not strange and kind not in THOUGHTS:
            yield block
        elif kind == "text":
            yield {"type": "text", "text": block.get("text")}
        elif kind == "tool_use":
            yield {name: block.get(name) for name in ("type", "id", "name", "input")}


def _gone(turns: Sequence[Turn], tools: Collection[str]) -> Iterator[str]:
    """The ids of calls of tools that there are no more."""
    for turn in turns:
        for block in turn.content:
            if block.get("type") == "tool_use" and block.get("name") not in tools and _id(block):
                yield _id(block)


def _id(block: Block) -> str:
    """What a call of ours and its result have in common; "" for any other block."""
    name = {"tool_use": "id", "tool_result": "tool_use_id"}.get(str(block.get("type")), "")
    value = block.get(name)
    return value if isinstance(value, str) else ""


def _told(block: Block) -> Block | None:
    """A block in words, or None if it has none that matter later."""
    kind = str(block.get("type"))
    if kind == "text":
        words = block.get("text")
    elif kind == "tool_use":
        words = f"[{block.get('name')} was asked]"
    elif kind == "tool_result":
        words = _result(block.get("content"))
    else:
        words = _FILES.get(kind)
    return {"type": "text", "text": words} if words else None


def _result(content: object) -> str:
    parts = content if isinstance(content, list) else []
    said = [str(part.get("text") or "") for part in parts if isinstance(part, Mapping)]
    return f"[It answered: {content if isinstance(content, str) else ' '.join(said)}]"


def _bare(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {name: _bare(value) for name, value in part.items() if name != "cache_control"}
    return [_bare(value) for value in part] if isinstance(part, list | tuple) else part
