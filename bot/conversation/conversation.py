"""What has been said in a thread: turns of content blocks, kept as they came.

Only ever appended to. What the API is sent is derived (`messages`), never stored back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["user", "assistant", "mark"]
Block = Mapping[str, Any]
"""One content block of the Messages API, verbatim: unknown kinds and fields included."""

UNFINISHED = ("tool_use", "pause_turn", "compaction")
"""Stop reasons after which the same answer goes on."""
_TOKEN = 3  # characters, the fewest that one is worth in ordinary prose
_PICTURE = 6_400  # characters that a picture or a page is about worth, whatever it weighs
_LEAD = "What was said in this thread before, in short. It is for you to draw on."


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side said before the other spoke, or a mark, which says nothing.

    `question` is the id of the question that it asks or answers. `about` holds what is known of an
    answer beside its content: `model`, `stop_reason`, `usage` (tokens), `seconds`, `epoch`.

    Of a mark, `about` is all there is: `{"epoch_ends": true}`, thinking before it is never sent
    again; `"plain": true` beside it, of what is before it only the words are; or `{"summary": text,
    "upto": n}`, the turns before index n of the conversation are replaced by the summary; or
    `{"withdraws": question}`, no turn of that question is sent again.
    """

    role: Role
    content: tuple[Block, ...]
    question: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Whether no more rounds of the same answer follow."""
        return self.role == "assistant" and self.about.get("stop_reason") not in UNFINISHED


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one thread, oldest first, as they were kept."""

    turns: tuple[Turn, ...] = ()

    def add(self, *turns: Turn) -> Conversation:
        """The conversation, some turns later."""
        return Conversation((*self.turns, *turns))

    def answered(self, question: str) -> Turn | None:
        """The last turn of the answer to that question, if all of it has been kept."""
        said = self.said(question)
        return said[-1] if said and said[-1].ends else None

    def awaits(self, question: str) -> bool:
        """Whether that question was asked, and what was said since leaves its answer open."""
        others = False
        for turn in reversed(self.turns):
            if turn.role == "mark":
                continue
            if turn.question == question:
                return turn.role == "user" or not (turn.ends or others)
            if turn.role == "assistant":
                return False
            others = True
        return False

    def said(self, question: str) -> list[Turn]:
        """The assistant's turns in answering that question, in all its rounds."""
        return [t for t in self.turns if (t.role, t.question) == ("assistant", question)]

    def kept(self, question: str) -> int:
        """How many turns of that question are kept, marks too: the ordinal of its next one."""
        return sum(turn.question == question for turn in self.turns)

    def current(self) -> tuple[Turn, ...]:
        """The turns that still count, marks included: a summary in place of what it folds."""
        gone = {turn.about.get("withdraws") for turn in self.turns if turn.role == "mark"}
        summary, upto = self._summary()
        left = tuple(turn for turn in self.turns[upto:] if turn.question not in gone or not gone)
        return (summarized(summary), *left) if summary else left

    def upto(self, tokens: int) -> int:
        """The index before which to fold, so that about `tokens` stay as they are, or half of all.

        The lesser of the two, by estimate. The cut is where somebody asked something new: an
        exchange stays or goes as a whole, the last one stays. 0 where nothing is left to fold.
        """
        _, folded = self._summary()
        asked = [at for at, turn in enumerate(self.turns) if at > folded and _asks(turn)]
        if not asked:
            return 0
        left = _weights(self.turns)
        room = min(tokens * _TOKEN, left[folded] // 2)
        return next((at for at in asked if left[at] <= room), asked[-1])

    def messages(self) -> list[dict[str, Any]]:
        """The turns as the API wants them: alternating, questions in a row made one."""
        return merged(self.current())

    def _summary(self) -> tuple[str, int]:
        """The last summary, and how many turns it stands for; "" and 0 if there is none."""
        for turn in reversed(self.turns):
            upto = turn.about.get("upto")
            if turn.role == "mark" and isinstance(upto, int):
                return str(turn.about.get("summary") or ""), min(max(upto, 0), len(self.turns) - 1)
        return "", 0


def merged(turns: Iterable[Turn]) -> list[dict[str, Any]]:
    """Messages with the content of `turns`, marks left out; turns of one side in a row are one."""
    messages: list[dict[str, Any]] = []
    for turn in turns:
        if turn.role == "mark":
            continue
        if messages and messages[-1]["role"] == turn.role:
            messages[-1]["content"].extend(turn.content)
        else:
            messages.append({"role": turn.role, "content": list(turn.content)})
    return messages


def summarized(summary: str) -> Turn:
    """The turn that a summary stands in, in place of what it sums up."""
    return Turn("user", (block(f"<earlier_in_short>\n{_LEAD}\n\n{summary}\n</earlier_in_short>"),))


def block(words: str) -> Block:
    """A text block that says `words`."""
    return {"type": "text", "text": words}


def text(content: Sequence[Block]) -> str:
    """What the text blocks of `content` say, joined."""
    return "".join(block.get("text") or "" for block in content if block.get("type") == "text")


def _asks(turn: Turn) -> bool:
    """Whether somebody asks something in it, and not only tools answer."""
    kinds = [block.get("type") for block in turn.content]
    return turn.role == "user" and bool(kinds) and "tool_result" not in kinds


def _weights(turns: Sequence[Turn]) -> list[int]:
    """The characters from each turn on to the end."""
    left = [0]
    for turn in reversed(turns):
        left.append(left[-1] + _weight(list(turn.content)))
    return left[:0:-1]


def _weight(part: Any) -> int:
    if isinstance(part, str):
        return len(part)
    if isinstance(part, Mapping):
        if part.get("type") == "base64":
            return _PICTURE
        return sum(map(_weight, part.values()))
    return sum(map(_weight, part)) if isinstance(part, list | tuple) else 1
