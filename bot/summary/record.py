"""What was read of Slack for a summary, and, honestly, what was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal

from bot.summary.bounds import day
from bot.tongue import say, say_many


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: `root` is the ts that its thread began with, "" where it is in none.

    `files` are the names of files that came with it; nobody has read them.
    """

    ts: str
    who: str
    text: str
    root: str = ""
    files: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[Decimal, Decimal]:
        """Where it stands in reading order: threads are kept together, where they began."""
        return Decimal(self.root or self.ts), Decimal(self.ts)


@dataclass(frozen=True, slots=True)
class Record:
    """Messages of one channel, or of one thread of it (`thread`, its ts), in reading order.

    `unread` messages are known to be in the range and were not read; `more`: so are others, and
    nobody knows how many. `lacks` says why. `context` are beginnings of threads before the range.
    """

    channel: str
    name: str
    entries: tuple[Entry, ...] = ()
    thread: str = ""
    unread: int = 0
    more: bool = False
    lacks: tuple[str, ...] = ()
    context: tuple[Entry, ...] = ()

    def newest(self, count: int) -> Record:
        """Only the newest `count` of the messages, whichever thread they are in."""
        if not count or len(self.entries) <= count:
            return self
        kept = set(sorted((e.ts for e in self.entries), key=Decimal)[-count:])
        return replace(self, entries=tuple(e for e in self.entries if e.ts in kept))

    @property
    def threads(self) -> int:
        """How many threads its messages belong to."""
        return len({entry.root for entry in self.entries if entry.root})

    @property
    def files(self) -> int:
        """How many files came with its messages."""
        return sum(len(entry.files) for entry in self.entries)


def coverage(record: Record, zone: tzinfo) -> str:
    """How much of the range the summary stands on: "312 of 312 messages, 9–12 June, 14 threads"."""
    read = len(record.entries)
    total = read + record.unread
    if record.more:
        counted = say("{read:,} of more than {total:,} messages", read=read, total=total)
    else:
        counted = say("{read:,} of {total:,} messages", read=read, total=total)
    threads = record.threads
    parts = [
        counted,
        dates([entry.ts for entry in record.entries], zone),
        say_many("{count} thread", "{count} threads", threads) if threads else "",
    ]
    line = ", ".join(filter(None, parts))
    if record.files:
        line += "; " + say_many("{count} file not read", "{count} files not read", record.files)
    return " ".join([f"{line}.", *record.lacks])


def dates(stamps: Sequence[str], zone: tzinfo) -> str:
    """The days from the first to the last: "9 June", "9–12 June", "28 May – 3 June"."""
    if not stamps:
        return ""
    first, last = (day(f(stamps, key=Decimal), zone) for f in (min, max))
    if first.date() == last.date():
        return _told(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_told(last)}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{_told(first)}{year} – {_told(last)}{f' {last.year}' if year else ''}"


def _told(moment: datetime) -> str:
    return f"{moment.day} {moment:%B}"
