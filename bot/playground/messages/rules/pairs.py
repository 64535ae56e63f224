"""Calls and results belong together: a client's in the next turn, a server's in the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.blocks import KINDS, blocks

Block = Mapping[str, Any]


def check_pairs(body: Mapping[str, Any]) -> None:
    """Refuse calls without results, results without calls, and the same id twice."""
    turns = [_blocks(turn) for turn in body["messages"]]
    _unique(body)
    for at, turn in enumerate(turns):
        last = at == len(turns) - 1
        _results(at, turn, turns[at - 1] if at else [])
        if not last:
            _calls(at, turn, turns[at + 1])
        _served(at, turn, paused=last or _continues(turns[at + 1], turn))


def _unique(body: Mapping[str, Any]) -> None:
    seen: set[str] = set()
    for at, number, block in blocks(body):
        if block["type"] == "tool_use":
            if block["id"] in seen:
                raise Refused(f"messages.{at}.content.{number}: `tool_use` ids must be unique")
            seen.add(block["id"])


def _calls(at: int, turn: Sequence[Block], following: Sequence[Block]) -> None:
    """The results of a turn's calls are the first thing in the next turn."""
    answered = set()
    for block in following:
        if block["type"] != "tool_result":
            break
        answered.add(block["tool_use_id"])
    called = [b["id"] for b in turn if b["type"] == "tool_use"]
    if missing := [name for name in called if name not in answered]:
        raise Refused(
            f"messages.{at}: `tool_use` ids were found without `tool_result` blocks immediately "
            f"after: {', '.join(missing)}. Each `tool_use` block must have a corresponding "
            "`tool_result` block in the next message."
        )


def _results(at: int, turn: Sequence[Block], before: Sequence[Block]) -> None:
    called = {b["id"] for b in before if b["type"] == "tool_use"}
    for number, block in enumerate(turn):
        if block["type"] == "tool_result" and block["tool_use_id"] not in called:
            raise Refused(
                f"messages.{at}.content.{number}: unexpected `tool_use_id` found in `tool_result` "
                f"blocks: {block['tool_use_id']}. Each `tool_result` block must have a "
                "corresponding `tool_use` block in the previous message."
            )


def _served(at: int, turn: Sequence[Block], *, paused: bool) -> None:
    """Server tools: the result comes after the call, within the turn."""
    called: dict[str, str] = {}
    for number, block in enumerate(turn):
        if block["type"] == "server_tool_use":
            called[block["id"]] = block["name"]
        elif _is_served(block) and called.pop(block["tool_use_id"], None) is None:
            kind = block["type"]
            raise Refused(
                f"messages.{at}.content.{number}: unexpected `tool_use_id` found in `{kind}` "
                f"blocks: {block['tool_use_id']}. Each `{kind}` block must have a corresponding "
                "`server_tool_use` block before it."
            )
    for name, tool in called.items():
        if not paused:
            raise Refused(
                f"messages.{at}: `{tool}` tool use with id `{name}` was found without a "
                f"corresponding `{tool}_tool_result` block"
            )


def _is_served(block: Block) -> bool:
    return block["type"] in KINDS and block["type"].endswith("_tool_result")


def _continues(following: Sequence[Block], turn: Sequence[Block]) -> bool:
    """Whether a call of a client's tool stands between a server's call and its result."""
    called = any(b["type"] == "tool_use" for b in turn)
    return called and all(b["type"] == "tool_result" for b in following)


def _blocks(turn: Mapping[str, Any]) -> list[Block]:
    return [] if isinstance(turn["content"], str) else list(turn["content"])
