"""The marks by which the model tells which step of its plan it is at: hidden, and counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.steps import State, Step

_MARK = re.compile(r"\[step (\d{1,2})\][ \t]*\n*", re.IGNORECASE)
_MAY_BE = re.compile(
    r"\[(?:s(?:t(?:e(?:p(?: (?:\d{1,2}(?:\][ \t]*\n*)?)?)?)?)?)?)?$", re.IGNORECASE
)
"""What may become a mark, at the end of a text that grows; or a blank behind one."""


def hidden(text: str, *, grows: bool = False) -> str:
    """`text` as people read it: without marks and, while it `grows`, what may become one."""
    if grows and (end := _MAY_BE.search(text)):
        text = text[: end.start()]
    return _MARK.sub("", text)


def planned(plan: Sequence[str], text: str) -> list[Step]:
    """The steps of `plan` as far as the marks in `text` tell: done once another one is begun."""
    begun = [int(found[1]) for found in _MARK.finditer(text)]
    now = begun[-1] if begun else 0

    def state(number: int) -> State:
        if number not in begun:
            return "waiting"
        return "running" if number == now else "done"

    return [Step("planned", step, state(number)) for number, step in enumerate(plan, 1)]
