"""A step and a request become a message: what is said, signed, cut and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.script import Block, Say
from bot.playground.messages.seals import Seals, prefix
from bot.playground.messages.tokens import tokens
from bot.playground.messages.usage import Usage
from bot.playground.messages.wire import Message

_TOKEN = 4  # characters


def compose(say: Say, body: Mapping[str, Any], family: Family, seals: Seals) -> Message:
    """What `say` comes to for this request; id, model and the prompt's usage are still to fill."""
    room = int(body["max_tokens"]) * _TOKEN
    text, sequence = _stopped(say.text, body.get("stop_sequences") or [])
    content: list[Block] = []
    if say.thinking:
        content.append(_thinking(say.thinking[:room], body, family, seals))
    full = len(say.thinking) > room or len(say.thinking) + len(text) > room
    text = text[: max(0, room - len(say.thinking))]
    if text:
        content.append({"type": "text", "text": text})
    if not full:
        content.extend(say.blocks)
    reason = "max_tokens" if full else _reason(say, content, sequence)
    spent = _spent(content, tokens(say.thinking[:room]))
    named = sequence if reason == "stop_sequence" else None
    return Message("", "", tuple(content), spent, reason, named, say.stop_details)


def _thinking(text: str, body: Mapping[str, Any], family: Family, seals: Seals) -> Block:
    asked = body.get("thinking") or {}
    shown = asked.get("display", "summarized" if family.summarized else "omitted")
    text = text if shown == "summarized" else ""
    turns = body["messages"]
    # An answer that continues a paused one belongs to that turn, and stands on what was before.
    before = turns[:-1] if turns[-1]["role"] == "assistant" else turns
    signature = seals.sign(text, prefix(body, before))
    return {"type": "thinking", "thinking": text, "signature": signature}


def _stopped(text: str, sequences: list[str]) -> tuple[str, str | None]:
    """The text before the first stop sequence in it, and which one that is."""
    found = [(text.index(s), s) for s in sequences if s in text]
    if not found:
        return text, None
    at, sequence = min(found)
    return text[:at], sequence


def _reason(say: Say, content: list[Block], sequence: str | None) -> str:
    if say.stop_reason:
        return say.stop_reason
    if sequence is not None:
        return "stop_sequence"
    return "tool_use" if any(b["type"] == "tool_use" for b in content) else "end_turn"


def _spent(content: list[Block], thought: int) -> Usage:
    called = [b.get("name") for b in content if b["type"] == "server_tool_use"]
    written = [b for b in content if b["type"] in ("text", "tool_use", "server_tool_use")]
    said = sum(tokens(b.get("text") or b.get("input")) for b in written)
    usage = Usage(output=max(1, said + thought), thinking=thought)
    return replace(usage, searches=called.count("web_search"), fetches=called.count("web_fetch"))
