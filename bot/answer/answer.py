"""What the model is saying: events folded into content blocks, delta by delta.

Events and deltas: https://platform.claude.com/docs/en/build-with-claude/streaming; kinds that we
do not know say nothing, as the API asks of its clients.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from bot.answer.failure import failure
from bot.answer.growing import Growing
from bot.conversation.conversation import Block, Turn
from bot.errors import Interrupted

Delta: TypeAlias = dict[str, Any]
"""One event of the stream, as JSON says it."""

_TEXT = {"type": "text", "text": ""}
# What goes on while a block is the last one, and which field of its input says what it is about.
_DOING = {
    "thinking": ("thinking", ""),
    "redacted_thinking": ("thinking", ""),
    "compaction": ("folding", ""),
    "web_search": ("searching", "query"),
    "web_fetch": ("fetching", "url"),
}
_MOVING = (
    *("message_start", "message_delta", "message_stop"),
    *("content_block_start", "content_block_stop"),
)
_TOOLS = ("tool_use", "server_tool_use", "mcp_tool_use")


def moves(delta: Delta) -> bool:
    """Whether an event brings an answer on: not a ping, nothing unknown, no empty piece."""
    if delta.get("type") == "content_block_delta":
        return any(value for name, value in _object(delta.get("delta")).items() if name != "type")
    return delta.get("type") in _MOVING


class Answer:
    """All that was said so far. It takes any JSON for a delta and raises nothing but `ModelError`.

    `usage` counts tokens and is cumulative. `stop_reason` is None until the model has stopped.
    """

    def __init__(self) -> None:
        self.id = ""
        self.model = ""
        self.stop_reason: str | None = None
        self.stop_sequence: str | None = None
        self.stop_details: Mapping[str, Any] | None = None
        self.usage: dict[str, Any] = {}
        self._blocks: list[Growing] = []
        self._at: dict[int, Growing] = {}
        self._text: str | None = ""
        self._grows = False
        self._ended = False

    def hear(self, deltas: Iterable[Delta]) -> None:
        """Hear what came together, as one by one."""
        for delta in deltas:
            self.add(delta)

    def add(self, delta: Delta) -> None:
        """Hear one event; the `ModelError` that it is, if it is an error."""
        match delta.get("type"):
            case "content_block_delta":
                self._grow(delta)
            case "content_block_start":
                self._open(delta.get("index"), _object(delta.get("content_block")))
            case "content_block_stop":
                self._close(delta.get("index"))
            case "message_start":
                self._begin(_object(delta.get("message")))
            case "message_delta":
                self._stop(_object(delta.get("delta")), _object(delta.get("usage")))
            case "message_stop":
                self._ended = True
            case "error":
                raise failure(delta.get("error"), said=bool(self.text))

    def content(self) -> tuple[Block, ...]:
        """The blocks, as the official SDK accumulates them; until the end, the last one grows."""
        return tuple(block.block() for block in self._blocks)

    @property
    def text(self) -> str:
        """What there is to read so far: the text blocks, joined."""
        if self._text is None:
            self._text = "".join(block.text for block in self._blocks)
        return self._text

    @property
    def doing(self) -> str:
        """thinking, searching, fetching, folding or running (a tool); "" while it writes."""
        return self._now()[0]

    @property
    def subject(self) -> str:
        """What is searched, fetched or run, as far as known."""
        return self._now()[1]

    @property
    def over(self) -> int:
        """How many of the blocks in `content` have ended: all of them, or all but the last."""
        return len(self._blocks) - (self._grows and not self.complete)

    @property
    def complete(self) -> bool:
        """Whether the stream came to its end and said why."""
        return self._ended and self.stop_reason is not None

    def turn(self, question: str, seconds: float) -> Turn:
        """The assistant's turn, which took `seconds`; `Interrupted` unless complete."""
        if not self.complete:
            raise Interrupted(f"the stream ended early, after {len(self.text)} characters of text")
        about: dict[str, Any] = {
            "id": self.id,
            "model": self.model,
            "stop_reason": self.stop_reason,
            "usage": self.usage,
            "seconds": seconds,
        }
        if self.stop_sequence is not None:
            about["stop_sequence"] = self.stop_sequence
        if self.stop_details is not None:
            about["stop_details"] = self.stop_details
        return Turn("assistant", self.content(), question, about)

    def _begin(self, message: Mapping[str, Any]) -> None:
        self.id = _string(message.get("id")) or self.id
        self.model = _string(message.get("model")) or self.model
        self._count(_object(message.get("usage")))
        for index, block in enumerate(_list(message.get("content"))):
            self._open(index, _object(block))

    def _open(self, index: object, begun: Mapping[str, Any]) -> Growing:
        block = Growing(begun)
        self._blocks.append(block)
        self._grows = True
        self._at[index if isinstance(index, int) else len(self._blocks) - 1] = block
        self._text = None
        if block.kind == "fallback":  # another model goes on from here, and is named by it
            self.model = _string(_object(begun.get("to")).get("model")) or self.model
        return block

    def _close(self, index: object) -> None:
        last = self._blocks[-1] if self._blocks else None
        if last is not None and isinstance(index, int) and self._at.get(index) is last:
            self._grows = False

    def _grow(self, event: Delta) -> None:
        delta, index = event.get("delta"), event.get("index")
        if not isinstance(delta, dict):
            return
        block = self._at.get(index) if isinstance(index, int) else None
        if block is None and delta.get("type") == "text_delta":
            block = self._open(index, _TEXT)  # text whose beginning got lost is not lost itself
        if block is not None and block.add(delta) and block.kind == "text":
            self._text = None

    def _stop(self, delta: Mapping[str, Any], usage: Mapping[str, Any]) -> None:
        # There may be several of these; one that only counts does not take the reason back.
        self.stop_reason = _string(delta.get("stop_reason")) or self.stop_reason
        self.stop_sequence = _string(delta.get("stop_sequence")) or self.stop_sequence
        self.stop_details = _object(delta.get("stop_details")) or self.stop_details
        self._count(usage)

    def _count(self, usage: Mapping[str, Any]) -> None:
        """Totals so far replace earlier ones; what is left out or null stays as it was."""
        self.usage |= {name: count for name, count in usage.items() if count is not None}

    def _now(self) -> tuple[str, str]:
        if not self._blocks or self.stop_reason is not None or self._ended:
            return "", ""
        block = self._blocks[-1]
        if block.kind not in _TOOLS:
            return _DOING.get(block.kind, ("", ""))
        name = _string(block.block().get("name"))
        doing, field = _DOING.get(name, ("running", ""))
        return doing, _string(block.input.get(field)) if field else name


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
