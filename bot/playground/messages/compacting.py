"""A conversation that grew too long is folded, as the request allows (messages.md §2.2, §2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.messages.script import Block
from bot.playground.messages.seals import Seals
from bot.playground.messages.tokens import tokens
from bot.playground.messages.usage import Usage
from bot.playground.messages.wire import Message

_TRIGGER = 150_000  # tokens, where the request names none
_QUOTED = 200  # characters of each question that the stand-in's summary keeps


def compacted(body: Mapping[str, Any]) -> dict[str, Any]:
    """The request as the model reads it: from the last compaction block on."""
    told = dict(body)
    for at in range(len(body["messages"]) - 1, -1, -1):
        content = body["messages"][at]["content"]
        held = [n for n, b in enumerate(content) if isinstance(b, dict) and _stands(b)]
        if held:
            first = {**body["messages"][at], "content": content[held[-1] :]}
            return {**told, "messages": [first, *body["messages"][at + 1 :]]}
    return told


def folds(body: Mapping[str, Any], prompt: int) -> Mapping[str, Any] | None:
    """The edit by which a prompt of so many tokens is to be folded; None if it is not."""
    for edit in (body.get("context_management") or {}).get("edits") or []:
        trigger = (edit.get("trigger") or {}).get("value", _TRIGGER)
        if edit["type"] == "compact_20260112" and prompt > trigger:
            return dict(edit)
    return None


def folded(
    message: Message, edit: Mapping[str, Any], body: Mapping[str, Any], seals: Seals
) -> Message:
    """`message` with the block that stands for all before it, or only that if it is to pause.

    What was read to fold is counted apart, in the first of `iterations`.
    """
    block = _block(compacted(body), seals)
    wrote = tokens(block["content"])
    read = replace(message.usage, output=wrote, thinking=0, searches=0, fetches=0)
    pauses = bool(edit.get("pause_after_compaction"))
    spent = message.usage
    rest = replace(Usage(wrote, output=spent.output), thinking=spent.thinking)
    rest = replace(rest, searches=spent.searches, fetches=spent.fetches)
    return replace(
        message,
        content=(block,) if pauses else (block, *message.content),
        usage=replace(Usage() if pauses else rest, folding=read),
        stop_reason="compaction" if pauses else message.stop_reason,
    )


def _block(body: Mapping[str, Any], seals: Seals) -> Block:
    said = [_words(turn["content"]) for turn in body["messages"] if turn["role"] == "user"]
    lines = "\n".join(f"- {words[-_QUOTED:]}" for words in said if words)
    summary = f"A stand-in's summary. They asked:\n{lines}"
    return {
        "type": "compaction",
        "content": summary,
        "encrypted_content": seals.seal("compaction", summary),
    }


def _words(content: Any) -> str:
    texts = [content] if isinstance(content, str) else [b.get("text") or "" for b in content]
    return " ".join(" ".join(texts).split())


def _stands(block: Mapping[str, Any]) -> bool:
    return block.get("type") == "compaction" and bool(block.get("content"))
