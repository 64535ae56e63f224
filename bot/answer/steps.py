"""What an answer did on its way: each thought, search, page, run and tool, and how that went.

The blocks of the wire and their errors: facts/messages.md §2.4 and §2.6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.answer.citations import Source, source
from bot.conversation.conversation import Block

Kind = Literal["thinking", "searching", "fetching", "running", "using", "planned"]
State = Literal["waiting", "running", "done", "failed"]
_THOUGHTS = ("thinking", "redacted_thinking")
CALLS = ("server_tool_use", "tool_use", "mcp_tool_use")
"""Kinds of blocks that call a tool."""
# What the endpoint's own tools do, and which field of their input says what with.
_SERVED: Mapping[str, tuple[Kind, str]] = {
    "web_search": ("searching", "query"),
    "web_fetch": ("fetching", "url"),
    "code_execution": ("running", "code"),
    "bash_code_execution": ("running", "command"),
    "text_editor_code_execution": ("running", "path"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done for an answer.

    `kind`: thinking, searching (the web), fetching (a page), running (code, at the endpoint),
    using (a tool of ours or of another server) or planned (a step of a plan, "waiting" until it is
    begun). `subject`: the query, the address, the code, the tool's name or the plan's words, as the
    model wrote it: hostile, of any length, and still growing while `running`; "" for thinking.
    `sources`: pages found or read, as told by the web: hostile, too. `why`: the word of the wire
    for what failed, such as `max_uses_exceeded`; "" unless `failed`.
    """

    kind: Kind
    subject: str
    state: State
    sources: tuple[Source, ...] = ()
    why: str = ""


def steps(
    content: Sequence[Block], ended: int, results: Mapping[str, Block] | None = None
) -> list[Step]:
    """The steps of some content in order, thoughts in a row made one.

    `content` are its blocks, the first `ended` of which are over. `results` are those of our own
    tools, by the id of the call, as far as they are there.
    """
    served = {b["tool_use_id"]: b for b in content if isinstance(b.get("tool_use_id"), str)}
    found: list[Step] = []
    for at, block in enumerate(content):
        step = _step(block, at < ended, {**(results or {}), **served})
        if step is None:
            continue
        if step.kind == "thinking" and found and found[-1].kind == "thinking":
            found.pop()
        found.append(step)
    return found


def stopped(done: Sequence[Step]) -> list[Step]:
    """The same steps when nothing goes on any more: what had not come to its end has failed."""
    return [replace(s, state="failed") if s.state == "running" else s for s in done]


def _step(block: Block, over: bool, results: Mapping[str, Block]) -> Step | None:  # noqa: FBT001  as told
    kind = block.get("type")
    if kind in _THOUGHTS:
        return Step("thinking", "", "done" if over else "running")
    if kind not in CALLS:
        return None
    name, told = _string(block.get("name")), block.get("input")
    does, field = _SERVED.get(name, ("using", "")) if kind == "server_tool_use" else ("using", "")
    subject = (_string(told.get(field)) if isinstance(told, Mapping) else "") if field else name
    result = results.get(_string(block.get("id")))
    if result is None:
        return Step(does, subject, "running")
    why = _failure(result)
    return Step(does, subject, "failed" if why else "done", tuple(_sources(result)), why)


def _failure(result: Block) -> str:
    """Why a result is none; "" if it is one."""
    content = result.get("content")
    told: Mapping[str, Any] = content if isinstance(content, Mapping) else {}
    if str(told.get("type")).endswith("_error"):
        return _string(told.get("error_code")) or "error"
    if told.get("return_code"):
        return f"exit {told['return_code']}"
    return "error" if result.get("is_error") else ""


def _sources(result: Block) -> Iterator[Source]:
    content = result.get("content")
    for page in content if isinstance(content, list) else [content]:
        if not isinstance(page, Mapping) or not page.get("url"):
            continue
        inner = page.get("content")
        title = page.get("title") or (inner.get("title") if isinstance(inner, Mapping) else None)
        found = source({"url": page["url"], "title": title})
        if found and found.url:
            yield found


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
