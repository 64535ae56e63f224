"""Whether a word that others follow is the value of an order: where it may be prose, it is none."""

from __future__ import annotations

from bot.conversation.dials import Dial
from bot.conversation.values import SAME

_LONGEST = 3
"""Letters of the codes of languages: many are words as well (`is`, `no`, `it`, `so`, `am`)."""


def sure(dial: Dial, plain: str, value: str | None) -> bool:
    """Whether `plain`, in small letters, is beyond doubt the `value` it reads as; None clears.

    Of `!websearch no idea why`, nothing but the asker knows whether `no` belongs to the question;
    `on` is a dial's own word, and what has a digit or a sign in it is no word of a sentence; nor is
    the name of a dial like `stop_sequence`, so that nobody begins a question with it.
    """
    if "_" in dial.name or not all(char.isalpha() or char.isspace() for char in plain):
        return True
    if value is None:
        return plain == "reset"
    if dial.words > 1:
        last = plain.rsplit(maxsplit=1)[-1]  # `to is` and `in is` are read as well
        return value != SAME and not (last.isascii() and len(last) <= _LONGEST)
    return plain == value and value in dial.offers
