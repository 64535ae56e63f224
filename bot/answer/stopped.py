"""What is kept of an answer that somebody ended: its words, and nothing half."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answer.answer import Answer
from bot.conversation.conversation import STOPPED, Turn, block


def stopped(
    answer: Answer | None, question: str, about: Mapping[str, Any], shown: str = ""
) -> Turn:
    """The turn that ends the answer to `question`: thoughts and calls of tools are left out.

    `answer` is the round that was being said; one that was complete is kept already, and has
    nothing to add. `shown` are the words, where all that is known of them is what Slack shows.
    """
    half = answer if answer and not answer.complete else None
    said = [shown] if shown else _words(half)
    used = {"id": half.id, "model": half.model, "usage": half.usage} if half else {}
    told = {"stop_reason": STOPPED, **used, **about}
    return Turn("assistant", tuple(block(words) for words in said), question, told)


def _words(answer: Answer | None) -> list[str]:
    blocks = answer.content() if answer else ()
    said = [str(b.get("text") or "") for b in blocks if b.get("type") == "text"]
    return [words for words in said if words.strip()]
