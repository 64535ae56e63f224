"""Signatures and sealed content come back as they were given, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.blocks import blocks
from bot.playground.messages.seals import Seals, prefix

_ELSEWHERE = (
    " The block is bound to a different conversation. Remove the block, or set "
    '`thinking.block_binding.prefix_mismatch_behavior` to "drop_block".'
)


def check_opaque(body: Mapping[str, Any], family: Family, seals: Seals) -> None:
    """Refuse thinking and search results that this server did not write, or not here."""
    for at, number, block in blocks(body):
        path = f"messages.{at}.content.{number}"
        match block["type"]:
            case "thinking":
                before = prefix(body, body["messages"][:at]) if family.binds else None
                _signed(block, path, before, seals)
            case "redacted_thinking" if not seals.sealed("redacted", block["data"]):
                raise Refused(f"{path}: Invalid `data` in `redacted_thinking` block")
            case "compaction" if block.get("encrypted_content"):
                if not seals.sealed("compaction", str(block["encrypted_content"])):
                    raise Refused(f"{path}: Invalid `encrypted_content` in `compaction` block")
            case "web_search_tool_result":
                _results(block, path, seals)
            case "text":
                _citations(block, path, seals)
    _loop(body)


def _signed(block: Mapping[str, Any], path: str, before: bytes | None, seals: Seals) -> None:
    verdict = seals.judge(block["thinking"], block["signature"], before or b"")
    if verdict == "forged":
        raise Refused(f"{path}: Invalid `signature` in `thinking` block")
    if verdict == "elsewhere" and before is not None:
        raise Refused(f"{path}: Invalid `signature` in `thinking` block.{_ELSEWHERE}")


def _results(block: Mapping[str, Any], path: str, seals: Seals) -> None:
    results = block.get("content")
    for result in results if isinstance(results, list) else []:
        if not seals.sealed("content", str(result.get("encrypted_content"))):
            raise Refused(f"{path}: Invalid `encrypted_content` in `search_result` block")


def _citations(block: Mapping[str, Any], path: str, seals: Seals) -> None:
    for citation in block.get("citations") or []:
        index = citation.get("encrypted_index")
        if index is not None and not seals.sealed("index", str(index)):
            raise Refused(f"{path}: Invalid `encrypted_index` in `citations`")


def _loop(body: Mapping[str, Any]) -> None:
    """With manual thinking, the calls that are being answered begin with the thinking."""
    turns = body["messages"]
    if (body.get("thinking") or {}).get("type") != "enabled" or len(turns) < 2:
        return
    *_, called, answer = turns
    if isinstance(answer["content"], str) or isinstance(called["content"], str):
        return
    if not any(b["type"] == "tool_result" for b in answer["content"]):
        return
    first = called["content"][0]["type"]
    if first not in ("thinking", "redacted_thinking"):
        raise Refused(
            f"messages.{len(turns) - 2}.content.0.type: Expected `thinking` or "
            f"`redacted_thinking`, but found `{first}`. When `thinking` is enabled, a final "
            "`assistant` message must start with a thinking block (preceeding the lastmost set of "
            "`tool_use` and `tool_result` blocks). We recommend you include thinking blocks from "
            "previous turns. To avoid this requirement, disable `thinking`."
        )
