"""The tools that are offered, and how they may be chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.shape import among, need, only, tagged, typed

_COMMON = frozenset(("type", "name", "cache_control", "strict", "defer_loading", "allowed_callers"))
_DOMAINS = frozenset(("max_uses", "allowed_domains", "blocked_domains"))
_SEARCH = _COMMON | _DOMAINS | {"user_location"}
_FETCH = _COMMON | _DOMAINS | {"citations", "max_content_tokens", "url_sources"}
_CUSTOM = _COMMON | {"description", "input_schema", "input_examples", "eager_input_streaming"}
_FULL = frozenset(("response_inclusion",))
# Every tool of the API by its version: its name, and the fields it takes (None: not looked at).
SERVED: Mapping[str, tuple[str, frozenset[str] | None]] = {
    "web_search_20250305": ("web_search", _SEARCH),
    "web_search_20260209": ("web_search", _SEARCH),
    "web_search_20260318": ("web_search", _SEARCH | _FULL),
    "web_fetch_20250910": ("web_fetch", _FETCH),
    "web_fetch_20260209": ("web_fetch", _FETCH),
    "web_fetch_20260309": ("web_fetch", _FETCH | {"use_cache"}),
    "web_fetch_20260318": ("web_fetch", _FETCH | _FULL | {"use_cache"}),
    "code_execution_20250522": ("code_execution", _COMMON),
    "code_execution_20250825": ("code_execution", _COMMON),
    "code_execution_20260120": ("code_execution", _COMMON),
    "code_execution_20260521": ("code_execution", _COMMON),
    "bash_20250124": ("bash", None),
    "text_editor_20250124": ("str_replace_editor", None),
    "text_editor_20250429": ("str_replace_based_edit_tool", None),
    "text_editor_20250728": ("str_replace_based_edit_tool", None),
    "memory_20250818": ("memory", None),
    "tool_search_tool_bm25_20251119": ("tool_search_tool_bm25", None),
    "tool_search_tool_bm25": ("tool_search_tool_bm25", None),
    "tool_search_tool_regex_20251119": ("tool_search_tool_regex", None),
    "tool_search_tool_regex": ("tool_search_tool_regex", None),
}
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,128}")
_HOST = re.compile(r"[^\s:/]+\.[^\s:/]+(/\S*)?")


def check_tools(body: Mapping[str, Any], family: Family) -> None:
    """Refuse tools that can't be, and choices that can't be made."""
    tools = body.get("tools") or []
    for at, tool in enumerate(tools):
        typed(tool, dict, f"tools.{at}")
        if tool.get("type", "custom") == "custom":
            _custom(tool, f"tools.{at}.custom")
        else:
            tag = tagged(tool, {*SERVED, "custom"}, f"tools.{at}")
            _served(tool, tag, f"tools.{at}.{tag}")
    names = [tool["name"] for tool in tools]
    if len(set(names)) < len(names):
        raise Refused("tools: Tool names must be unique.")
    if body.get("tool_choice") is not None:
        _choice(body, names, family)


def _custom(tool: Mapping[str, Any], path: str) -> None:
    name = need(tool, "name", path)
    typed(name, str, f"{path}.name")
    if not _NAME.fullmatch(name):
        raise Refused(f"{path}.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'")
    schema = need(tool, "input_schema", path)
    typed(schema, dict, f"{path}.input_schema")
    among(need(schema, "type", f"{path}.input_schema"), ("object",), f"{path}.input_schema.type")
    only(tool, _CUSTOM, path)


def _served(tool: Mapping[str, Any], tag: str, path: str) -> None:
    name, fields = SERVED[tag]
    among(need(tool, "name", path), (name,), f"{path}.name")
    if fields is None:
        return
    only(tool, fields, path)
    if tool.get("max_uses") is not None:
        typed(tool["max_uses"], int, f"{path}.max_uses")
        if tool["max_uses"] < 1:
            raise Refused(f"{path}.max_uses: Input should be greater than 0")
    _domains(tool, path)
    if tool.get("user_location") is not None:
        tagged(tool["user_location"], {"approximate"}, f"{path}.user_location")


def _domains(tool: Mapping[str, Any], path: str) -> None:
    lists = [n for n in ("allowed_domains", "blocked_domains") if tool.get(n) is not None]
    if len(lists) > 1:
        raise Refused(f"{path}: Only one of allowed_domains or blocked_domains may be set.")
    for name in lists:
        typed(tool[name], list, f"{path}.{name}")
        if not tool[name]:
            raise Refused(
                f"{path}.{name}: Empty list of domains is ambiguous. Provide at least one domain "
                "or null."
            )
        for at, domain in enumerate(tool[name]):
            if not _HOST.fullmatch(str(domain)):
                raise Refused(f"{path}.{name}.{at}: Invalid domain format: {domain}")


def _choice(body: Mapping[str, Any], names: list[str], family: Family) -> None:
    choice = body["tool_choice"]
    kind = tagged(choice, {"auto", "any", "tool", "none"}, "tool_choice")
    forced = kind in ("any", "tool")
    if not names:
        raise Refused(f"tool_choice.{kind} may only be specified while providing tools")
    if forced and not family.forced:
        raise Refused('tool_choice: type "tool" and "any" are not supported for this model.')
    if kind == "tool" and need(choice, "name", "tool_choice.tool") not in names:
        raise Refused(f"Tool '{choice['name']}' not found in provided tools")
    if forced and (body.get("thinking") or {}).get("type") == "enabled":
        raise Refused("Thinking may not be enabled when tool_choice forces tool use.")
