"""What people call days, hours and spans of time, and the words in which a scope keeps them.

A moment is kept as `2026-11-01`, `today`, `yesterday`, the English name of a weekday (the last one,
or today), `this-week`, `last-week`, `this-month`, `last-month`, each perhaps with `@09:00`
(`@24:00`: its end); as `09:00` (the last time that it was); as hours ago (`24h`); or as a Slack ts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
STAMP = re.compile(r"\d{1,12}\.\d{6}")
HOURS = re.compile(r"(\d{1,4})h")
CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")
MOST_HOURS = 366 * 24
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKS = ("this-week", "last-week")
MONTHS = ("this-month", "last-month")
_CALLED: Mapping[str, str] = {
    "today": "today|this morning|dzisiaj|dziś|今天|今日",
    "yesterday": "yesterday|wczoraj|昨天|昨日",
    "monday": "monday|mon|poniedziałk(?:u|iem)|poniedziałek|(?:星期|禮拜|礼拜|週|周)一",
    "tuesday": "tuesday|tues?|wtork(?:u|iem)|wtorek|(?:星期|禮拜|礼拜|週|周)二",
    "wednesday": "wednesday|wed|środ[ayę]|(?:星期|禮拜|礼拜|週|周)三",
    "thursday": "thursday|thurs?|thu|czwartk(?:u|iem)|czwartek|(?:星期|禮拜|礼拜|週|周)四",
    "friday": "friday|fri|piątk(?:u|iem)|piątek|(?:星期|禮拜|礼拜|週|周)五",
    "saturday": "saturday|sat|sobot[ayę]|(?:星期|禮拜|礼拜|週|周)六",
    "sunday": "sunday|sun|niedziel[aię]|(?:星期|禮拜|礼拜|週|周)[日天]",
    "this-week": "this[ -]week|ten tydzień|(?:tego|w tym) tygodni[ua]|"
    "[這这本][週周](?![一二三四五六日天])",
    "last-week": "last[ -]week|(?:zeszły|ubiegły) tydzień|w (?:zeszłym|ubiegłym) tygodniu|"
    "(?:zeszłego|ubiegłego) tygodnia|上(?:個|个)?(?:星期|[週周])(?![一二三四五六日天])",
    "this-month": "this[ -]month|ten miesiąc|w tym miesiącu|[這这本](?:個|个)?月",
    "last-month": "last[ -]month|(?:zeszły|ubiegły) miesiąc|w (?:zeszłym|ubiegłym) miesiącu|"
    "上(?:個|个)?月",
}
_ENDS = r"(?<!\d)(?:(?<=[\u3040-\u9fff])|(?!\w))"
"""Whether a word ends there; Chinese has no blanks between them."""
_DAY = re.compile(
    rf"(?:the\s+|on\s+|w\s+)?(?:last\s+(?=[mtwfs][ouehra][a-z]*day))?"
    rf"(?:{'|'.join(f'(?P<d{at}>{words})' for at, words in enumerate(_CALLED.values()))}){_ENDS}",
    re.IGNORECASE,
)
_DATED = re.compile(rf"({DATE.pattern})(?![\w-])")
_TIME = re.compile(
    r"(?:at\s+|o\s+|@\s*)?(\d{1,2})(?:[:.](\d{2})(?!\d)\s*([ap]m\b)?|\s*([ap]m)\b)", re.IGNORECASE
)
_OTHER = re.compile(r"(\d{1,12}\.\d{6}|\d{1,4}h)(?!\w)", re.IGNORECASE)
_QUOTES = " \t'\"“”‘’`"


def moment(text: str) -> tuple[str, int] | None:
    """The moment that `text` begins with, as it is kept, and how many characters say it."""
    start = len(text) - len(text.lstrip(_QUOTES))
    said = text[start:]
    if (other := _OTHER.match(said)) and _is_moment(ascii_(other[1]).lower()):
        return ascii_(other[1]).lower(), start + _quoted(said, other.end())
    day, end = _day(said)
    gap = len(said[end:]) - len(said[end:].lstrip())
    apart = gap or said.startswith("@", end) or not day
    time = _TIME.match(said, end + gap) if apart else None
    clock = _clock(time) if time else ""
    if time and clock:
        end = time.end()
        if not day:  # `9am yesterday`
            blank = len(said[end:]) - len(said[end:].lstrip())
            day, more = _day(said[end + blank :]) if blank else ("", 0)
            end += blank + more if day else 0
    kept = f"{day}@{clock}" if day and clock else day or clock
    return (kept, start + _quoted(said, end)) if kept else None


def span(text: str) -> tuple[str, str, int] | None:
    """The same for a day, a week or a month alone: when it begins and ends, "" if it lasts."""
    said = _DAY.match(text)
    name = _name(said) if said else ""
    until = {"yesterday": "today", "last-week": "this-week", "last-month": "this-month"}.get(name)
    if said is None or name in WEEKDAYS:
        return None
    return name, until or "", said.end()


def ascii_(word: str) -> str:
    """`word` with digits of every script and width as those that dates and ts are written in."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in word)


def daily(when: str) -> bool:
    """Whether a moment is the beginning of a day."""
    return when in ("today", "yesterday", *WEEKDAYS) or DATE.fullmatch(when) is not None


def _is_moment(when: str) -> bool:
    if hours := HOURS.fullmatch(when):
        return 0 < int(hours[1]) <= MOST_HOURS
    day, _, clock = when.rpartition("@") if "@" in when else (when, "", "")
    named = day in _CALLED or (DATE.fullmatch(day) is not None and _is_day(day))
    return STAMP.fullmatch(when) is not None or named or CLOCK.fullmatch(clock or day) is not None


def _day(said: str) -> tuple[str, int]:
    """The day that `said` begins with, and where it ends; "" for none."""
    if found := _DATED.match(said):
        date = ascii_(found[1])
        return (date, found.end()) if _is_day(date) else ("", 0)
    found = _DAY.match(said)
    return (_name(found), found.end()) if found else ("", 0)


def _name(found: re.Match[str]) -> str:
    return tuple(_CALLED)[int(str(found.lastgroup)[1:])]


def _clock(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2] or 0)
    if half := (found[3] or found[4] or "").lower():
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + 12 * (half == "pm")
    if minute > 59 or hour * 60 + minute > 24 * 60:
        return ""
    return f"{hour:02}:{minute:02}"


def _quoted(said: str, end: int) -> int:
    """Where the quotation marks and the comma behind what was said end."""
    return end + len(said[end:]) - len(said[end:].lstrip(f"{_QUOTES},;"))


def _is_day(text: str) -> bool:
    year, month, day = map(int, text.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 2000 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= days[month - 1]
