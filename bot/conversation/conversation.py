"""What has been said in a thread: turns of content blocks, kept as they came.

Only ever appended to. What the API is sent is derived (`messages`), never stored back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["user", "assistant"]
Block = Mapping[str, Any]
"""One content block of the Messages API, verbatim: unknown kinds and fields included."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said before the other spoke.

    `question` is the id of the question that it asks or answers. `about` holds what is known of an
    answer beside its content: `model`, `stop_reason`, `usage` (tokens), `seconds`.
    """

    role: Role
    content: tuple[Block, ...]
    question: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one thread, oldest first, as they were kept."""

    turns: tuple[Turn, ...] = ()

    def add(self, *turns: Turn) -> Conversation:
        """The conversation, some turns later."""
        return Conversation((*self.turns, *turns))

    def answered(self, question: str) -> Turn | None:
        """The answer to the question with that id, if it has been kept."""
        answers = (t for t in self.turns if t.role == "assistant" and t.question == question)
        return next(answers, None)

    def awaits(self, question: str) -> bool:
        """Whether that question was asked and nothing was said since but other questions."""
        for turn in reversed(self.turns):
            if turn.role == "assistant":
                return False
            if turn.question == question:
                return True
        return False

    def messages(self) -> list[dict[str, Any]]:
        """The turns as the API wants them: alternating, questions in a row made one."""
        merged: list[tuple[Role, list[Block]]] = []
        for turn in self.turns:
            if merged and merged[-1][0] == turn.role:
                merged[-1][1].extend(turn.content)
            else:
                merged.append((turn.role, list(turn.content)))
        return [{"role": role, "content": content} for role, content in merged]


def text(content: Sequence[Block]) -> str:
    """What the text blocks of `content` say, joined."""
    return "".join(block.get("text") or "" for block in content if block.get("type") == "text")
