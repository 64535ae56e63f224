"""What one side said before the other spoke, as content blocks that are kept as they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["user", "assistant", "mark"]
Block = Mapping[str, Any]
"""One content block of the Messages API, verbatim: unknown kinds and fields included."""

UNFINISHED = ("tool_use", "pause_turn", "compaction")
"""Stop reasons after which the same answer goes on."""
_NAME = 64
STOPPED = "stopped"
"""The stop reason of an answer that somebody ended: ours, the API has no such word."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said before the other spoke, or a mark, which says nothing.

    `question` is the id of the question that it asks or answers; where several were asked as one,
    that of the first, and then `about["asked"]` of each further one is its own. `about` holds what
    is known of an answer beside its content: `model`, `stop_reason`, `usage` (tokens), `seconds`,
    `epoch`, and `stopped_by`, a name. Of a user's turn, `urges` says that it is we who say it, in
    the midst of an answer, and nobody asks anything.

    Of a mark, `about` is all there is: `{"epoch_ends": true}`, thinking before it is never sent
    again; `"plain": true` beside it, of what is before it only the words are; or `{"summary": text,
    "upto": n}`, the turns before index n of the conversation are replaced by the summary; or
    `{"withdraws": question}`, nothing that was said of that question is sent again; or `{"drops":
    question}`, the same of one that was asked together with others; or `{"anew": id, "of": words}`,
    from here on its question is answered anew (see `Version`); or `{"forgot": ts}`, what was said
    in Slack before ts is not to be read again; or, of a summary, `{"noted": {key: notes}}`, what
    was read of its parts, and `{"claims": {words: marks}}`, what its claims rest on.
    """

    role: Role
    content: tuple[Block, ...]
    question: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Whether no more rounds of the same answer follow."""
        return self.role == "assistant" and self.about.get("stop_reason") not in UNFINISHED

    @property
    def asks(self) -> bool:
        """Whether somebody asks something in it: not where only tools answer, or we urge."""
        kinds = [block.get("type") for block in self.content]
        said = self.role == "user" and bool(kinds) and "tool_result" not in kinds
        return said and "urges" not in self.about

    @property
    def name(self) -> str:
        """What tells the answer of this last turn from others: the endpoint's id of it, or "-".

        No more of it than a menu carries: docs.slack.dev, option object, 150 characters.
        """
        return str(self.about.get("id") or "-")[:_NAME]

    @property
    def asked(self) -> str:
        """The id of the very question that it puts, in words of its own."""
        return str(self.about.get("asked") or self.question)


def merged(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """Messages with the content of `turns`, without marks; turns of one side in a row are one."""
    messages: list[dict[str, Any]] = []
    for turn in turns:
        if turn.role == "mark" or not turn.content:
            continue
        if messages and messages[-1]["role"] == turn.role:
            messages[-1]["content"].extend(turn.content)
        else:
            messages.append({"role": turn.role, "content": list(turn.content)})
    return messages


def block(words: str) -> Block:
    """A text block that says `words`."""
    return {"type": "text", "text": words}


def text(content: Sequence[Block]) -> str:
    """What the text blocks of `content` say, joined."""
    return "".join(block.get("text") or "" for block in content if block.get("type") == "text")
