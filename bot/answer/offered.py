"""The tools that a request offers, and how the model is to choose among them.

Server tools: https://platform.claude.com/docs/en/agents-and-tools/tool-use (messages.md §2.6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.answer.setup import Setup
from bot.conversation.preferences import Preferences
from bot.tongue import Remark

Tool = Mapping[str, Any]
_SERVED = {
    "web_search": Remark("Web search"),
    "web_fetch": Remark("Web fetch"),
    "code_execution": Remark("Code execution"),
}


class Say(Protocol):
    """Takes a sentence for the person who asked, to be said with its facts."""

    def __call__(self, sentence: str, /, **facts: object) -> None: ...


def offered(asked: Preferences, setup: Setup, say: Say) -> list[dict[str, Any]]:
    """The tools as JSON: those of the API that are asked for, then those of the bot itself."""
    tools: list[dict[str, Any]] = []
    for name, title in _SERVED.items():
        if not getattr(asked, name):
            continue
        if name in setup.refused:
            say(
                "{tool} is not available from this endpoint at the moment; answered without it.",
                tool=title,
            )
        else:
            tools.append(_served(name, setup))
    return [*tools, *map(dict, setup.tools)]


def choice(wanted: str, tools: Sequence[Tool], *, forces: bool, say: Say) -> dict[str, Any] | None:
    """`tool_choice` for "auto", "any", "none" or the name of a tool; None leaves it out.

    `forces`: whether the model may be told to use a tool, in this request.
    """
    names = [tool["name"] for tool in tools]
    if not wanted or (not tools and wanted in ("auto", "none")):
        return None
    if not tools or (wanted not in ("auto", "any", "none") and wanted not in names):
        if wanted == "any":
            say("The model could not be told to use a tool: none is offered here.")
        else:
            say(
                "The model could not be told to use the tool {tool}: it is not offered here.",
                tool=wanted,
            )
        return None
    if wanted in ("auto", "none"):
        return {"type": wanted}
    if not forces:
        say("This model can't be made to use a tool with these settings; it chose by itself.")
        return {"type": "auto"}
    return {"type": "any"} if wanted == "any" else {"type": "tool", "name": wanted}


def _served(name: str, setup: Setup) -> dict[str, Any]:
    tool: dict[str, Any] = {"type": f"{name}_{getattr(setup, name)}", "name": name}
    if name == "code_execution":
        return tool
    tool["max_uses"] = setup.uses.get(name, setup.max_uses)
    for field in ("allowed_domains", "blocked_domains"):
        if domains := getattr(setup, field):
            tool[field] = list(domains)
    if name == "web_search" and setup.user_location:
        tool["user_location"] = {"type": "approximate", **setup.user_location}
    if name == "web_fetch":
        tool["citations"] = {"enabled": True}
        if setup.max_content_tokens:
            tool["max_content_tokens"] = setup.max_content_tokens
    return tool
