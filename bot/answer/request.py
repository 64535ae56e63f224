"""What we ask the Messages API: a conversation with preferences, as it is sent.

The body: https://platform.claude.com/docs/en/api/messages. What is stored is never changed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.answer.capabilities import Capabilities, calmer, capabilities
from bot.conversation.conversation import Block, Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import Refused

ROOM = 8_000
"""Tokens left for the answer beside a budget for thinking."""
BUDGET = 10_000
"""Tokens of thinking where it is on and the model wants to be told a number."""
_DEEP = 64_000  # the documentation's advice for what effort xhigh and max write
_LEAST = 1024  # the smallest budget that the API takes
_EPHEMERAL = {"type": "ephemeral"}
_CANT_CACHE = ("thinking", "redacted_thinking")
_WEB_SEARCH = {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}
_WEB_FETCH = {
    "type": "web_fetch_20250910",
    "name": "web_fetch",
    "max_uses": 5,
    "citations": {"enabled": True},
}


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the model: all that was said, and how to answer it."""

    conversation: Conversation
    preferences: Preferences

    def body(self) -> dict[str, Any]:
        """The JSON body of `POST /v1/messages`; `Refused` if nothing is left to be answered."""
        asked = self.preferences
        takes = capabilities(asked.model)
        thinking = _thinking(asked.thinking, takes)
        effort = _effort(asked.effort, takes, thinking)
        tools = [_WEB_SEARCH] * asked.web_search + [_WEB_FETCH] * asked.web_fetch
        parts = {
            "model": asked.model,
            "max_tokens": _max_tokens(asked.max_tokens, takes, thinking, effort),
            "system": asked.instructions.strip() and [_marked(_text(asked.instructions))],
            "messages": _messages(self.conversation),
            "thinking": thinking,
            "output_config": effort and {"effort": effort},
            "tools": [dict(tool) for tool in tools],
            "stream": True,
        }
        return {name: part for name, part in parts.items() if part}


def _thinking(wanted: str, takes: Capabilities) -> dict[str, Any] | None:
    """The parameter for what people call on, off or a budget, in the words this model knows."""
    budget = int(wanted.removeprefix("budget ")) if wanted.startswith("budget ") else 0
    if wanted == "off":
        must_be_said = takes.thinks and "disabled" in takes.thinking
        return {"type": "disabled"} if must_be_said else None
    if not wanted or not takes.thinking:
        return None
    if "adaptive" in takes.thinking and not (budget and "enabled" in takes.thinking):
        shown = {} if takes.summarizes else {"display": "summarized"}
        return {"type": "adaptive", **shown}
    if "enabled" in takes.thinking:
        most = (takes.max_output or 0) - ROOM
        return {"type": "enabled", "budget_tokens": max(_LEAST, min(budget or BUDGET, most))}
    return None


def _effort(
    wanted: str | None, takes: Capabilities, thinking: Mapping[str, Any] | None
) -> str | None:
    if not wanted or not (effort := takes.nearest(wanted)):
        return None
    return calmer(effort, takes.calm) if thinking == {"type": "disabled"} else effort


def _max_tokens(
    wanted: int, takes: Capabilities, thinking: Mapping[str, Any] | None, effort: str | None
) -> int:
    """`wanted`, raised for what thinks within it, and lowered to what the model can write."""
    budget = (thinking or {}).get("budget_tokens")
    raised = max(wanted, budget + ROOM if budget else 0, _DEEP if effort in ("xhigh", "max") else 0)
    return min(raised, takes.max_output or raised)


def _messages(conversation: Conversation) -> list[dict[str, Any]]:
    turns = [replace(turn, content=tuple(_sendable(turn))) for turn in conversation.turns]
    paired = [replace(turn, content=tuple(_paired(turn, turns))) for turn in turns]
    messages = Conversation(tuple(turn for turn in paired if turn.content)).messages()
    users = [at for at, message in enumerate(messages) if message["role"] == "user"]
    if not users:
        raise Refused("there is nothing to answer")
    messages = messages[users[0] : users[-1] + 1]
    messages[-1]["content"] = _marked_last(messages[-1]["content"])
    return messages


def _sendable(turn: Turn) -> Iterator[Block]:
    """The blocks of a turn that the API takes back, without the marks of earlier requests.

    Not an answer that was declined: the API asks to leave it out. Not text without a word, and
    not thinking without its signature, which some gateways lose: both are refused.
    """
    if turn.about.get("stop_reason") == "refusal":
        return
    for block in turn.content:
        kind = block.get("type")
        if kind == "text" and not str(block.get("text") or "").strip():
            continue
        if kind == "thinking" and not block.get("signature"):
            continue
        yield _unmarked(block)


def _paired(turn: Turn, turns: Sequence[Turn]) -> Iterator[Block]:
    """The blocks of `turn`, less calls of tools that were cut off before their result, ..."""
    answered = {block.get("tool_use_id") for turn in turns for block in turn.content}
    called = {block.get("id") for turn in turns for block in turn.content}
    for block in turn.content:
        if "tool_use_id" in block and block["tool_use_id"] not in called:
            continue  # ... and less results of calls that nobody remembers
        if str(block.get("type")).endswith("tool_use") and block.get("id") not in answered:
            continue
        yield block


def _unmarked(block: Block) -> dict[str, Any]:
    bare = {name: value for name, value in block.items() if name != "cache_control"}
    if isinstance(inner := bare.get("content"), list):
        bare["content"] = [_unmarked(b) if isinstance(b, Mapping) else b for b in inner]
    return bare


def _marked(block: Block) -> dict[str, Any]:
    return {**block, "cache_control": dict(_EPHEMERAL)}


def _marked_last(content: Sequence[Block]) -> list[Block]:
    """`content` with the last block that can carry it marked as the end of what is cached."""
    for at in range(len(content) - 1, -1, -1):
        if content[at].get("type") not in _CANT_CACHE:
            return [*content[:at], _marked(content[at]), *content[at + 1 :]]
    return list(content)


def _text(words: str) -> Block:
    return {"type": "text", "text": words}
