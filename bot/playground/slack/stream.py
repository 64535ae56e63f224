"""One native stream: it takes chunks, one way, for five minutes; then nobody can write on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.playground.slack.chunks import ENDED
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

LIFETIME = 300.0
"""Seconds from its start, whatever is appended (measured, facts/slack.md 1.3)."""
WHOLE = 12_000
"""UTF-8 bytes of one streamed message, over all calls (measured, likewise)."""
WITH_TASKS = 10_600
"""The same where it has steps; what they say below their titles is counted twice (likewise)."""

State = Literal["in_progress", "completed", "errored"]
Mode = Literal["", "markdown_text", "chunks"]


@dataclass(slots=True, eq=False)
class Stream:
    """What was streamed into a message so far.

    `recipient` is who sees it grow; None: everybody does. `display` is its `task_display_mode`.
    """

    began: float
    recipient: str | None = None
    display: str = "timeline"
    lifetime: float = LIFETIME
    state: State = "in_progress"
    stopped: bool = False
    mode: Mode = ""
    title: str = ""
    parts: list[Json] = field(default_factory=list)
    fragment: list[Json] = field(default_factory=list)

    def check(self, now: float) -> None:
        """That it can be written on; `stopped_by_user`, `message_not_in_streaming_state`."""
        if self.state == "in_progress" and now - self.began >= self.lifetime:
            self.end("errored")
        if self.stopped:
            raise Refusal("stopped_by_user")
        if self.state != "in_progress":
            raise Refusal("message_not_in_streaming_state")

    def take(self, text: str, chunks: Sequence[Json]) -> None:
        """Write on; `streaming_mode_mismatch`, `msg_too_long`: then nothing of it was taken."""
        mode: Mode = "markdown_text" if text else "chunks" if chunks else self.mode
        if self.mode and mode != self.mode:
            raise Refusal("streaming_mode_mismatch")
        before = [dict(part) for part in self.parts], self.title
        if text:
            self._text(text)
        for chunk in chunks:
            self._chunk(chunk)
        if self._weight() > (WITH_TASKS if self._tasks() else WHOLE):
            self.parts, self.title = before
            raise Refusal("msg_too_long")
        self.mode = mode

    def end(self, state: State) -> None:
        """Nothing more can be written; a step that is not over counts as failed."""
        self.state = state
        for task in self._tasks():
            if task["status"] not in ENDED:
                task["status"] = "error"

    def blocks(self) -> list[Json]:
        """What the message shows."""
        tasks = self._tasks()
        shown = list(self.parts)
        if self.display == "plan" and tasks:
            plan = {"type": "plan", "title": self.title, "tasks": [dict(task) for task in tasks]}
            shown = [plan, *(part for part in self.parts if part["type"] != "task_card")]
        return [{"block_id": f"s{place:04d}"} | part for place, part in enumerate(shown)]

    @property
    def text(self) -> str:
        """All that it says, without its steps."""
        return "\n".join(str(p["text"]) for p in self.parts if p["type"] == "markdown")

    def _chunk(self, chunk: Json) -> None:
        match chunk["type"]:
            case "markdown_text":
                # Blanks at the front of a chunk are lost where it is joined (facts/slack.md 1.2).
                self._text(chunk["text"].lstrip())
            case "task_update":
                self._task(chunk)
            case "plan_update":
                self.title = chunk["title"]
            case _:
                self.parts += chunk["blocks"]

    def _text(self, text: str) -> None:
        if self.parts and self.parts[-1]["type"] == "markdown":
            self.parts[-1]["text"] += text
        elif text:
            self.parts.append({"type": "markdown", "text": text})

    def _task(self, chunk: Json) -> None:
        """By its id: title, status and sources replace, details and output are appended."""
        known = next((task for task in self._tasks() if task["task_id"] == chunk["id"]), None)
        if known is None:
            known = {"type": "task_card", "task_id": chunk["id"]}
            self.parts.append(known)
        known |= {"title": chunk["title"], "status": chunk["status"]}
        for name in ("details", "output"):
            if more := chunk.get(name):
                known[name] = known.get(name, "") + more
        if "sources" in chunk:
            known["sources"] = chunk["sources"]

    def _tasks(self) -> list[Json]:
        return [part for part in self.parts if part["type"] == "task_card"]

    def _weight(self) -> int:
        return _bytes(self.title) + sum(map(_part, self.parts))


def _part(part: Json) -> int:
    if part["type"] == "markdown":
        return _bytes(part["text"])
    if part["type"] != "task_card":
        return 0
    told = 2 * (_bytes(part.get("details", "")) + _bytes(part.get("output", "")))
    sources = sum(_bytes(s["url"]) + _bytes(s["text"]) for s in part.get("sources", ()))
    return _bytes(part["title"]) + told + sources


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
