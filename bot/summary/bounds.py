"""From when to when a scope reaches, once it is known when it was asked for and in which zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from bot.summary.scope import Scope
from bot.summary.times import CLOCK, DATE, HOURS, MONTHS, WEEKDAYS, WEEKS

_WEEK = 7 * 24 * 3600


def bounds(scope: Scope, asked: str, zone: tzinfo) -> tuple[str, str]:
    """The Slack ts that it begins with, "" where no time says so, and the one that it ends before.

    `asked` is the ts of the order; days are those of `zone`.
    """
    oldest = _moment(scope.since, asked, zone)
    latest = _moment(scope.until, asked, zone) if scope.until else asked
    if oldest and Decimal(latest) <= Decimal(oldest) and scope.until.startswith(WEEKDAYS):
        # From Monday to Friday, said on a Wednesday: not the Friday that was.
        latest = _moment(scope.until, f"{int(asked.partition('.')[0]) + _WEEK}.000000", zone)
    elif oldest and Decimal(latest) <= Decimal(oldest) and CLOCK.fullmatch(scope.until):
        latest = asked  # from 9 to 17, said at noon: not the 17:00 that was
    return oldest, min(latest, asked, key=Decimal)


def day(ts: str, zone: tzinfo) -> datetime:
    """The moment of a Slack ts, to the second, where `zone` is."""
    return datetime.fromtimestamp(int(ts.partition(".")[0]), zone)


def _moment(when: str, asked: str, zone: tzinfo) -> str:
    if not when:
        return ""
    if hours := HOURS.fullmatch(when):
        # Not with an aware datetime: its hours are those of the clock on the wall.
        return f"{int(asked.partition('.')[0]) - int(hours[1]) * 3600}.000000"
    now = day(asked, zone)
    if CLOCK.fullmatch(when):
        today = _stamp(now.date(), when, zone)
        past = Decimal(today) <= Decimal(asked)
        return today if past else _stamp(now.date() - timedelta(days=1), when, zone)
    name, _, clock = when.partition("@")
    begun = _begun(name, now.date())
    return _stamp(begun, clock or "00:00", zone) if begun else when


def _begun(name: str, today: date) -> date | None:
    """The day that is called so, or the first one of what is; None for no day."""
    monday = today - timedelta(days=today.weekday())
    if name in WEEKDAYS:
        return today - timedelta(days=(today.weekday() - WEEKDAYS.index(name)) % 7)
    if name in WEEKS:
        return monday - timedelta(weeks=WEEKS.index(name))
    if name in MONTHS:
        first = today.replace(day=1)
        return first if name == MONTHS[0] else (first - timedelta(days=1)).replace(day=1)
    if name in ("today", "yesterday"):
        return today - timedelta(days=name == "yesterday")
    return date.fromisoformat(name) if DATE.fullmatch(name) else None


def _stamp(on: date, clock: str, zone: tzinfo) -> str:
    """The ts of a time of that day; 24:00 is its end."""
    hour, minute = map(int, clock.split(":"))
    if hour == 24:
        on, hour = on + timedelta(days=1), 0
    return f"{int(datetime.combine(on, time(hour, minute), zone).timestamp())}.000000"
