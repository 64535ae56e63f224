"""What a content block of a request may be, and in whose turn."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.shape import among, need, only, tagged, typed

_IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_ID = re.compile(r"[a-zA-Z0-9_-]+")


class Kind(NamedTuple):
    """Needed and further fields (all take a cache breakpoint unless said), and the role."""

    needed: dict[str, type]
    more: frozenset[str] = frozenset()
    role: str | None = None
    marked: bool = True


def _kind(role: str | None = None, more: str = "", **needed: type) -> Kind:
    return Kind(needed, frozenset(more.split()), role)


_RESULT = _kind("assistant", "caller content", tool_use_id=str)
KINDS: Mapping[str, Kind] = {
    "text": _kind(None, "citations", text=str),
    "image": _kind("user", "", source=dict),
    "document": _kind("user", "title context citations", source=dict),
    "search_result": _kind("user", "citations", source=str, title=str, content=list),
    "tool_result": _kind("user", "content is_error", tool_use_id=str),
    "container_upload": _kind("user", "", file_id=str),
    "tool_use": _kind("assistant", "caller toolset_name", id=str, name=str, input=dict),
    "server_tool_use": _kind("assistant", "caller", id=str, name=str, input=dict),
    "thinking": Kind({"thinking": str, "signature": str}, role="assistant", marked=False),
    "redacted_thinking": Kind({"data": str}, role="assistant", marked=False),
    "web_search_tool_result": _RESULT,
    "web_fetch_tool_result": _RESULT,
    "code_execution_tool_result": _RESULT,
    "bash_code_execution_tool_result": _RESULT,
    "text_editor_code_execution_tool_result": _RESULT,
    "tool_search_tool_result": _RESULT,
}
_COMPACTION = _kind("assistant", "content encrypted_content signature tool_changes")
# Other blocks of beta features are taken as they come.
_OPEN = frozenset(("fallback", "mcp_tool_use", "mcp_tool_result", "advisor_tool_result"))


def blocks(body: Mapping[str, Any]) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """Every block with the numbers of its turn and of itself; plain strings have none."""
    for at, turn in enumerate(body["messages"]):
        if not isinstance(turn["content"], str):
            for number, block in enumerate(turn["content"]):
                yield at, number, block


def check_blocks(body: Mapping[str, Any], betas: str = "") -> None:
    """Refuse blocks that are unknown, incomplete, empty, or in the wrong turn."""
    kinds = {**KINDS, **({"compaction": _COMPACTION} if "compact-" in betas else {})}
    for at, number, block in blocks(body):
        path = f"messages.{at}.content.{number}"
        tag = tagged(block, kinds.keys() | _OPEN, path)
        if tag in _OPEN:
            continue
        kind = kinds[tag]
        for name, wanted in kind.needed.items():
            typed(need(block, name, f"{path}.{tag}"), wanted, f"{path}.{tag}.{name}")
        marks = {"cache_control"} if kind.marked else set()
        only(block, {"type", *kind.needed, *kind.more, *marks}, f"{path}.{tag}")
        role = body["messages"][at]["role"]
        if kind.role and role != kind.role:
            raise Refused(f"messages.{at}: `{tag}` blocks can only be in `{kind.role}` messages")
        _inside(block, tag, path)
        # An assistant's blank text was taken, in a recorded conversation.
        if tag == "text" and role == "user" and not block["text"].strip():
            raise Refused("messages: text content blocks must contain non-whitespace text")


def _inside(block: Mapping[str, Any], tag: str, path: str) -> None:
    match tag:
        case "text":
            _text(block, path)
        case "compaction" if block.get("content") == "":
            raise Refused(f"{path}.compaction.content: String should have at least 1 character")
        case "tool_use" | "server_tool_use":
            _identified(block["id"], f"{path}.{tag}.id")
        case "tool_result":
            _identified(block["tool_use_id"], f"{path}.{tag}.tool_use_id")
            _result(block.get("content", ""), f"{path}.tool_result.content")
        case "web_search_tool_result":
            _result(block.get("content") or [], f"{path}.{tag}.content")
        case "image" | "document":
            _source(block["source"], f"{path}.{tag}.source", tag)


def _text(block: Mapping[str, Any], path: str) -> None:
    for at, citation in enumerate(_listed(block, "citations", path)):
        typed(citation, dict, f"{path}.text.citations.{at}")
    if not block["text"] and block.get("cache_control"):
        raise Refused(f"{path}.text: cache_control cannot be set for empty text blocks")
    if not block["text"]:
        raise Refused("messages: text content blocks must be non-empty")


def _listed(block: Mapping[str, Any], name: str, path: str) -> list[Any]:
    listed = block.get(name)
    if listed is not None:
        typed(listed, list, f"{path}.{block['type']}.{name}")
    return listed or []


def _identified(name: str, path: str) -> None:
    if not _ID.fullmatch(name):
        raise Refused(f"{path}: String should match pattern '^[a-zA-Z0-9_-]+$'")


def _result(content: Any, path: str) -> None:
    """What a tool answered: a text, or blocks, or one error."""
    if isinstance(content, str | dict):
        return
    typed(content, list, path)
    for at, part in enumerate(content):
        typed(part, dict, f"{path}.{at}")


def _source(source: Mapping[str, Any], path: str, tag: str) -> None:
    kinds = {"base64", "url", "file"} | ({"text", "content"} if tag == "document" else set())
    kind = tagged(source, kinds, path)
    if kind != "base64":
        return
    media = need(source, "media_type", f"{path}.base64")
    among(media, _IMAGES if tag == "image" else ("application/pdf",), f"{path}.base64.media_type")
    data = need(source, "data", f"{path}.base64")
    typed(data, str, f"{path}.base64.data")
    try:
        base64.b64decode(data, validate=True)
    except ValueError as broken:
        raise Refused(f"{path}.base64.data: Invalid base64 data") from broken
