"""What a question is to its thread: whether it calls us in, counts as asked, and is listed."""

from __future__ import annotations

from bot.conversation.directives import asking
from bot.conversation.orders import ASKING, RESEARCH, SUMMARIZE, word
from bot.conversation.question import ELSEWHERE, How, Question

LISTED = 200
"""Threads of one person that are listed, those in which they asked last."""
_BESIDE: tuple[How, ...] = ("gone", "open", "share", "file", "canvas", *ELSEWHERE)
"""Askings that are no question in their thread: whoever gives them has asked nothing there."""


def kind(question: Question) -> tuple[str | int, ...]:
    """Whether it is answered alone, who asks, and what becomes known of its thread.

    As `lua/put.lua` wants it: "alone" or "", a user's id, "word" or "", and `LISTED` or "".
    """
    asks = word(question.text) or asking(question.text)
    ours = question.how in _BESIDE
    order = ours or (asks and asks not in ASKING)
    told = not (order or asks) or (question.direct and asks == SUMMARIZE) or asks == RESEARCH
    return (
        "alone" if order or asks or question.again else "",
        question.user,
        "word" if order else "",
        LISTED if told and not ours else "",
    )
