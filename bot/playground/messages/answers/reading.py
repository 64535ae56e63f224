"""What a request says: its question, its turns, its tools, how it wants to be answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.messages.families import find

_NAME = re.compile(r"(?:[Yy]ou are|[Yy]our name is|called)\s+([A-Z][\w-]+)")
_URL = re.compile(r"https?://[^\s<>|)\]]+")
_ENOUGH = 300  # characters at the end of a long text that are taken for the question


@dataclass(frozen=True, slots=True)
class Reading:
    """A request, read."""

    body: Mapping[str, Any]

    @property
    def question(self) -> str:
        """The last thing the person wrote."""
        return next(reversed(self.questions), "")

    @property
    def questions(self) -> list[str]:
        """What the person wrote, turn by turn, oldest first; bare tool results left out."""
        said = [texts(t["content"]) for t in self.body["messages"] if t["role"] == "user"]
        return [parts[-1].strip() for parts in said if parts]

    @property
    def topic(self) -> str:
        """What stands before the question in the same turn, if it came in several texts."""
        said = [texts(t["content"]) for t in self.body["messages"] if t["role"] == "user"]
        parts = next((parts for parts in reversed(said) if parts), [])
        return " ".join(parts[-2].split())[:200] if len(parts) > 1 else ""

    @property
    def served(self) -> int:
        """How many results of the API's own tools the answer has that is to be gone on with."""
        last = self.body["messages"][-1]
        blocks = last["content"] if last["role"] == "assistant" else ()
        kinds = [str(b.get("type")) for b in blocks if not isinstance(b, str)]
        return sum(kind.endswith("_tool_result") for kind in kinds)

    @property
    def words(self) -> str:
        """The question in lower case, or the end of it."""
        return self.question[-_ENOUGH:].lower()

    def asks(self, *words: str) -> bool:
        """Whether one of `words` (or its beginning, before a `*`) is in the question."""
        patterns = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in words)
        return any(re.search(rf"\b{pattern}\b", self.words) for pattern in patterns)

    @property
    def url(self) -> str | None:
        """The first address in the question."""
        found = _URL.search(self.question)
        return found[0].rstrip(".,;:!?") if found else None

    @property
    def name(self) -> str:
        """What the system text calls the one who answers."""
        found = _NAME.search(" ".join(texts(self.body.get("system") or [])))
        return found[1] if found else "Claude"

    @property
    def turns(self) -> int:
        """How many turns came with the request, the question included."""
        return len(self.body["messages"])

    @property
    def effort(self) -> str | None:
        """The effort it asks for."""
        asked = (self.body.get("output_config") or {}).get("effort")
        return str(asked) if asked else None

    @property
    def thinks(self) -> bool:
        """Whether thinking comes before the answer."""
        asked = (self.body.get("thinking") or {}).get("type")
        if asked in ("disabled", "between_tools"):
            return False
        found = find(self.body["model"])
        return bool(asked or (found and found[1].thinks) or self.asks("think*"))

    def offered(self, prefix: str) -> Mapping[str, Any] | None:
        """The server tool whose type begins with `prefix`, if it may be used."""
        choice = self.body.get("tool_choice") or {}
        if choice.get("type") == "none":
            return None
        tools = self.body.get("tools") or []
        return next((t for t in tools if str(t.get("type")).startswith(prefix)), None)

    @property
    def own_tools(self) -> list[Mapping[str, Any]]:
        """The client's tools that may be used."""
        choice = self.body.get("tool_choice") or {}
        own = [t for t in self.body.get("tools") or [] if t.get("type") in (None, "custom")]
        if choice.get("type") == "none":
            return []
        if choice.get("type") == "tool":
            return [t for t in own if t["name"] == choice["name"]]
        return own

    @property
    def results(self) -> list[str]:
        """What the client's tools answered, if that is what the last turn brings."""
        content = self.body["messages"][-1]["content"]
        blocks = [] if isinstance(content, str) else content
        came = [b for b in blocks if b.get("type") == "tool_result"]
        return [" ".join(texts(b.get("content") or "")) for b in came]


def texts(content: Any) -> list[str]:
    """The texts among some content, in order."""
    if isinstance(content, str):
        return [content]
    return [b["text"] for b in content if b.get("type") == "text" and b.get("text")]
