"""Any list of messages, made one that the API can't refuse for its shape. Nothing is invented.

What it takes: https://platform.claude.com/docs/en/api/messages (facts/messages.md §2.4, §3.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.answer.blocks import CALLS, THOUGHTS, fit, role_of
from bot.conversation.conversation import Block

Message = dict[str, Any]


def repaired(messages: Iterable[object], *, strange: bool = False) -> list[Message]:
    """Alternating turns, each call with its result; the last is a question or a paused answer.

    `strange`: kinds and fields that we do not know stay, for the endpoint that said them.
    """
    told = _joined(_cleaned(message, strange) for message in messages)
    while True:
        paired = _joined(_paired(told))
        if _size(paired) == _size(told):
            return paired
        told = paired


def paused(content: Sequence[Block]) -> bool:
    """Whether an answer with that content can be gone on with as it is: it waits for a server."""
    last = content[-1] if content else {}
    return _calls_server(last.get("type")) or _serves(last) or last.get("type") == "compaction"


def loops(messages: Sequence[Message]) -> bool:
    """Whether tools have just answered, so that the same answer goes on."""
    return bool(messages) and any(b["type"] == "tool_result" for b in messages[-1]["content"])


def _cleaned(message: object, strange: bool) -> Message:  # noqa: FBT001  as told
    fields: Mapping[str, Any] = message if isinstance(message, Mapping) else {}
    blocks = list(_blocks(fields.get("content")))
    role = fields.get("role")
    if role not in ("user", "assistant"):
        role = next(filter(None, map(role_of, blocks)), "user")
    fitting = (fit(block, role, strange=strange) for block in blocks)
    return {"role": role, "content": [block for block in fitting if block is not None]}


def _blocks(content: object) -> Iterator[Mapping[str, Any]]:
    for part in content if isinstance(content, list | tuple) else [content]:
        if isinstance(part, str):
            yield {"type": "text", "text": part}
        elif isinstance(part, Mapping):
            yield part


def _joined(messages: Iterable[Message]) -> list[Message]:
    """Messages that alternate and say something, from a question to what can be gone on from."""
    joined: list[Message] = []
    for message in messages:
        content = message["content"]
        if not content or (not joined and message["role"] == "assistant"):
            continue
        if joined and joined[-1]["role"] == message["role"]:
            joined[-1]["content"].extend(content)
        else:
            joined.append({"role": message["role"], "content": list(content)})
    for message in joined:
        _unthought(message["content"])
    if joined and joined[-1]["role"] == "assistant" and not paused(joined[-1]["content"]):
        joined.pop()
    return joined


def _unthought(content: list[Block]) -> None:
    """No answer may end in thinking: what it led to is not there."""
    while content and content[-1]["type"] in THOUGHTS:
        content.pop()


def _paired(messages: Sequence[Message]) -> Iterator[Message]:
    seen: set[str] = set()
    before: set[str] = set()
    for at, message in enumerate(messages):
        following = messages[at + 1]["content"] if at + 1 < len(messages) else []
        if message["role"] == "user":
            content = _results_first(message["content"], before)
        else:
            content = _new(message["content"], seen)
            called = _answered(content, following)
            still_open = at + 1 == len(messages) or (
                at + 2 == len(messages) and bool(called) and _only_results(following)
            )
            content = _served(_without(content, called), still_open=still_open)
            before = called
        yield {"role": message["role"], "content": content}


def _results_first(content: Sequence[Block], called: set[str]) -> list[Block]:
    """The results of what was called just before, once each; then the rest."""
    results: dict[str, Block] = {}
    for block in content:
        if block["type"] == "tool_result" and block["tool_use_id"] in called:
            results.setdefault(block["tool_use_id"], block)
    return [*results.values(), *(b for b in content if b["type"] != "tool_result")]


def _new(content: Sequence[Block], seen: set[str]) -> list[Block]:
    """Without calls whose id an earlier one has."""
    kept: list[Block] = []
    for block in content:
        if block["type"] in CALLS:
            if block["id"] in seen:
                continue
            seen.add(block["id"])
        kept.append(block)
    return kept


def _answered(content: Sequence[Block], following: Sequence[Block]) -> set[str]:
    """The calls of client tools that the next message answers."""
    results = {b["tool_use_id"] for b in following if b["type"] == "tool_result"}
    return {b["id"] for b in content if b["type"] == "tool_use"} & results


def _without(content: Sequence[Block], called: set[str]) -> list[Block]:
    return [b for b in content if b["type"] != "tool_use" or b["id"] in called]


def _only_results(content: Sequence[Block]) -> bool:
    return all(block["type"] == "tool_result" for block in content)


def _served(content: Sequence[Block], *, still_open: bool) -> list[Block]:
    """Calls of server tools with their results, which come after them in the same turn.

    A turn that is still open may wait for a result.
    """
    results = [b["tool_use_id"] for b in content if _serves(b)]
    waiting: set[str] = set()
    kept: list[Block] = []
    for block in content:
        if _serves(block):
            if block["tool_use_id"] not in waiting:
                continue
            waiting.remove(block["tool_use_id"])
        elif _calls_server(block["type"]):
            if block["id"] not in results and not still_open:
                continue
            waiting.add(block["id"])
        kept.append(block)
    if still_open or not waiting:
        return kept
    return [b for b in kept if not (_calls_server(b["type"]) and b["id"] in waiting)]


def _serves(block: Block) -> bool:
    return block.get("type") != "tool_result" and "tool_use_id" in block


def _calls_server(kind: object) -> bool:
    return kind in CALLS and kind != "tool_use"


def _size(messages: Sequence[Message]) -> tuple[int, int]:
    return len(messages), sum(len(message["content"]) for message in messages)
