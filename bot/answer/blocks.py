"""Which content blocks a request may bring, in whose turn, and what each must and may say.

facts: https://platform.claude.com/docs/en/api/messages (facts/messages.md §2.4).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bot.conversation.conversation import Block

THOUGHTS = ("thinking", "redacted_thinking")
"""Kinds that carry a signature, and no cache breakpoint."""
CALLS = ("tool_use", "server_tool_use", "mcp_tool_use")
"""Kinds that call a tool: ours, the API's, another server's."""
_IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")
_ID = re.compile(r"[a-zA-Z0-9_-]+")


class _Kind(NamedTuple):
    role: str | None
    needed: Mapping[str, type]
    more: frozenset[str]


def _kind(role: str | None = None, more: str = "", **needed: type) -> _Kind:
    return _Kind(role, needed, frozenset(more.split()))


_RESULT = _kind("assistant", "caller content", tool_use_id=str)
_KINDS: Mapping[str, _Kind] = {
    "text": _kind(None, "citations", text=str),
    "image": _kind("user", source=dict),
    "document": _kind("user", "title context citations", source=dict),
    "search_result": _kind("user", "citations", source=str, title=str, content=list),
    "tool_result": _kind("user", "content is_error", tool_use_id=str),
    "container_upload": _kind("user", file_id=str),
    "tool_use": _kind("assistant", "caller toolset_name", id=str, name=str, input=dict),
    "server_tool_use": _kind("assistant", "caller", id=str, name=str, input=dict),
    "thinking": _kind("assistant", thinking=str, signature=str),
    "redacted_thinking": _kind("assistant", data=str),
    "compaction": _kind("assistant", "content encrypted_content signature tool_changes"),
    "web_search_tool_result": _RESULT,
    "web_fetch_tool_result": _RESULT,
    "code_execution_tool_result": _RESULT,
    "bash_code_execution_tool_result": _RESULT,
    "text_editor_code_execution_tool_result": _RESULT,
    "tool_search_tool_result": _RESULT,
}


def role_of(block: Block) -> str | None:
    """Whose turn a block must be in; None where either will do, or nobody knows."""
    kind = block.get("type")
    known = _KINDS.get(kind) if isinstance(kind, str) else None
    return known.role if known else None


def fit(block: Block, role: str, *, strange: bool = False) -> Block | None:
    """The block as the API takes it in the turn of `role`, or None if it can't be taken.

    `strange`: it may be of a kind, or have fields, that we know nothing of.
    """
    kind = block.get("type")
    if not isinstance(kind, str):
        return None
    known = _KINDS.get(kind)
    if known is None:
        return dict(block) if strange and _identified(block, kind) else None
    if known.role not in (None, role) or not _complete(block, known) or not _sound(block, kind):
        return None
    if strange:
        return dict(block)
    if "source" in known.needed and not _decodes(block["source"]):
        return None
    names = {"type", *known.needed, *known.more}
    return {name: value for name, value in block.items() if name in names}


def _complete(block: Block, known: _Kind) -> bool:
    return all(isinstance(block.get(name), wanted) for name, wanted in known.needed.items())


def _sound(block: Block, kind: str) -> bool:
    """Whether what a block says is fit to be said."""
    check: Callable[[Block], bool] | None = {
        "text": _speaks,
        "image": lambda b: _source(b["source"], _IMAGES),
        "document": lambda b: _source(b["source"], ("application/pdf",)),
        "compaction": lambda b: b.get("content") is None or bool(_said(b, "content")),
        "thinking": lambda b: bool(b["signature"]),
        "redacted_thinking": lambda b: bool(b["data"]),
        "tool_result": lambda b: _parts(b.get("content", "")),
        "web_search_tool_result": lambda b: _parts(b.get("content") or []),
    }.get(kind)
    return _identified(block, kind) and (check is None or check(block))


def _identified(block: Block, kind: str) -> bool:
    needed = ("id",) if kind in CALLS else ()
    ids = [block.get(name) for name in ("id", "tool_use_id") if name in block or name in needed]
    return all(isinstance(name, str) and _ID.fullmatch(name) for name in ids)


def _speaks(block: Block) -> bool:
    cited = block.get("citations")
    sound = cited is None or (
        isinstance(cited, list) and all(isinstance(citation, Mapping) for citation in cited)
    )
    return sound and bool(block["text"].strip())


def _parts(content: Any) -> bool:
    """Whether that is a result: words, one error, or blocks."""
    if isinstance(content, list):
        return all(isinstance(p, Mapping) and p.get("text") != "" for p in content)
    return isinstance(content, str | Mapping)


def _source(source: Mapping[str, Any], media: tuple[str, ...]) -> bool:
    match source.get("type"):
        case "base64":
            return source.get("media_type") in media and bool(_said(source, "data"))
        case "url":
            return bool(_said(source, "url"))
        case "file":
            return bool(_said(source, "file_id"))
        case "text" | "content":
            return media != _IMAGES
    return False


def _said(source: Mapping[str, Any], name: str) -> str:
    value = source.get(name)
    return value if isinstance(value, str) else ""


def _decodes(source: object) -> bool:
    if not isinstance(source, Mapping) or source.get("type") != "base64":
        return True
    try:
        return bool(base64.b64decode(_said(source, "data"), validate=True))
    except ValueError:
        return False
