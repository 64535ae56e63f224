"""What somebody wants to know of usage: whose it is, and of which month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot import tongue
from bot.conversation.month import Month, months
from bot.errors import WrongWords
from bot.tongue import say

Whose = Literal["person", "channel", "team"]
_WHOSE: dict[str, Whose] = {
    **dict.fromkeys(("me", "my", "mine", "own", "i", "myself"), "person"),
    **dict.fromkeys(("here", "channel"), "channel"),
    **dict.fromkeys(("workspace", "team", "everybody", "everyone", "all", "everywhere"), "team"),
}
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_STRAY = "'\"“”‘’`.,;:!?"


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Whose usage, and of which month."""

    whose: Whose
    month: Month


def enquiry(words: str, now: Month, usage: str) -> Enquiry:
    """Read the words after a command; `WrongWords` says `usage` and what would be understood.

    They come in any order; with none at all it is one's own usage of this month.
    """
    left = [word for each in words.lower().split() if (word := each.strip(_STRAY))]
    whose: Whose | None = None
    month = now
    while left:
        if found := _month(left, now):
            month, taken = found
        elif whose is None and left[0] in _WHOSE:
            whose, taken = _WHOSE[left[0]], 1
        elif left[0] == "this" and left[1:2] == ["channel"]:
            taken = 1
        else:
            raise _wrong(usage)
        left = left[taken:]
    if month not in months(now):
        oldest = tongue.month(months(now)[-1].year, months(now)[-1].number)
        raise WrongWords(say("I can tell of a year: from {month} on, until now.", month=oldest))
    return Enquiry(whose or "person", month)


def _month(words: list[str], now: Month) -> tuple[Month, int] | None:
    """The month that `words` begin with, and how many of them name it."""
    first, second = (*words, "", "")[:2]
    if second == "month" and first in ("this", "last", "previous"):
        return now.before(first != "this"), 2
    named = [at for at, name in enumerate(_NAMES, 1) if len(first) > 2 and name.startswith(first)]
    if named:
        if len(second) == 4 and second.isdecimal() and int(second) > 0:
            return Month(int(second), named[0]), 2
        return now.before((now.number - named[0]) % 12), 1
    read = Month.read(first)
    return (read, 1) if read else None


def _wrong(usage: str) -> WrongWords:
    return WrongWords(
        say(
            "Usage: `{words}`, such as `{example}`.",
            words=f"{usage} [me|here|workspace] [this month|last month|2026-10]",
            example=f"{usage} here last month",
        )
    )
