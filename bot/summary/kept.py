"""What a conversation keeps of a summary beside its words: what it is of, and what it covers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.conversation import Conversation


def summary(conversation: Conversation, first: str) -> Mapping[str, Any]:
    """What is known of the summary that answers question `first`; {} if that is none of Slack.

    `coverage` is a sentence, `of` the `channel` and the `thread` ("" for all of the channel).
    """
    asked = [
        turn.about
        for turn in conversation.turns
        if turn.question == first and "of" in turn.about and "coverage" in turn.about
    ]
    return asked[-1] if asked else {}
