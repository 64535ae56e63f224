"""A month of the calendar, whose days are those of UTC: so usage is counted."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

_NAMED = re.compile(r"([12]\d{3})-(\d{1,2})")
BACK = 12
"""How many earlier months can be looked at: usage is kept for 400 days."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month, `number` being 1 to 12."""

    year: int
    number: int

    @classmethod
    def of(cls, day: str) -> Month:
        """The month of an ISO day, such as "2026-10-07"."""
        year, number, _ = day.split("-")
        return cls(int(year), int(number))

    @classmethod
    def read(cls, word: str) -> Month | None:
        """What `str` wrote, or a person did, as in "2026-9"; None for no month."""
        found = _NAMED.fullmatch(word)
        fits = found is not None and 1 <= int(found[2]) <= 12
        return cls(int(found[1]), int(found[2])) if found and fits else None

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def before(self, months: int = 1) -> Month:
        """The month so many earlier."""
        years, number = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(years, number + 1)

    @property
    def days(self) -> tuple[str, ...]:
        """Its days, as ISO writes them."""
        _, last = monthrange(self.year, self.number)
        return tuple(f"{self}-{day:02d}" for day in range(1, last + 1))


def months(now: Month) -> tuple[Month, ...]:
    """Those that can be looked at in `now`, the newest first."""
    return tuple(now.before(back) for back in range(BACK + 1))
