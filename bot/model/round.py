"""What one question has come to, and what the last turn of its answer asks for next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.answer.answer import Delta
from bot.answer.speech import Speech
from bot.conversation.conversation import Block, Conversation, Turn
from bot.conversation.preferences import Kind, Preferences
from bot.conversation.question import Question
from bot.errors import Declined, Exhausted, ModelError
from bot.ports import Lease, Reply

PAUSED = ("pause_turn", "compaction")
"""Stop reasons after which the server is asked to go on with what it has said."""

Watch: TypeAlias = "Callable[[Round, Delta], Awaitable[None]]"


@dataclass(slots=True)
class Round:
    """What one question has come to: the conversation so far, and what was tried for it.

    `whence` says which kind of place each of the `preferences` comes from, by dial; the operator's
    are not in it.
    `uses` says how often single tools may be used, see `Setup`. `watch` hears each delta after it
    was taken; what it raises ends the round.
    """

    lease: Lease
    conversation: Conversation
    preferences: Preferences
    reply: Reply
    speech: Speech
    notices: dict[str, None] = field(default_factory=dict)
    mended: set[str] = field(default_factory=set)
    epoch: str = ""
    seconds: float = 0.0
    whence: Mapping[str, Kind] = field(default_factory=dict)
    uses: Mapping[str, int] = field(default_factory=dict)
    watch: Watch | None = None

    @property
    def question(self) -> Question:
        """The question being answered."""
        return self.lease.question

    @property
    def last(self) -> Turn:
        """What was said last of this question, wherever it stands in the thread."""
        return self.conversation.round(self.question.first) or self.conversation.turns[-1]


def calls(turn: Turn) -> list[Block]:
    """The client tools that a turn wants run before it goes on."""
    if turn.role != "assistant" or turn.about.get("stop_reason") != "tool_use":
        return []
    return [block for block in turn.content if block.get("type") == "tool_use"]


def goes_on(turn: Turn) -> bool:
    """Whether another round of the same answer has to follow."""
    return bool(calls(turn)) or turn.about["stop_reason"] in PAUSED


def refuse_to_keep(turn: Turn) -> None:
    """What must not be sent back to the API is not kept, and its asker is told why."""
    reason = turn.about["stop_reason"]
    if reason == "refusal":
        raise Declined(str(turn.about.get("stop_details") or reason))
    if reason == "max_tokens" and all("thinking" in str(b.get("type")) for b in turn.content):
        raise Exhausted("all tokens went into thinking")
    if not turn.content and reason not in PAUSED:
        raise ModelError(f"an empty answer: {reason}")
