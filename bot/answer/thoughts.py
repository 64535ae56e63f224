"""The thinking behind an answer, as far as it may be read; for the asker alone, in private."""

from __future__ import annotations

from collections.abc import Iterable

from bot.conversation.conversation import Turn


def thoughts(turns: Iterable[Turn]) -> str:
    """The readable thinking of the assistant's `turns`, in order, a blank line between two blocks.

    Plain text as the model wrote it, hostile and of any length. "" where nothing is to be read: no
    thinking, or only such as the endpoint keeps to itself (redacted, or `display` omitted).
    """
    said = (
        block.get("thinking")
        for turn in turns
        if turn.role == "assistant"
        for block in turn.content
        if block.get("type") == "thinking"
    )
    return "\n\n".join(words.strip() for words in said if isinstance(words, str) and words.strip())
