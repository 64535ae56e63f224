"""From when to when a scope reaches, once it is known when it was asked for and in which zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from decimal import Decimal

from bot.summary.scope import DATE, HOURS, Scope


def bounds(scope: Scope, asked: str, zone: tzinfo) -> tuple[str, str]:
    """The Slack ts that it begins with, "" where no time says so, and the one that it ends before.

    `asked` is the ts of the order; days are those of `zone`.
    """
    oldest = _moment(scope.since, asked, zone)
    latest = _moment(scope.until, asked, zone) if scope.until else asked
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
    if when in ("today", "yesterday"):
        return _midnight(now - timedelta(days=when == "yesterday"), zone)
    if DATE.fullmatch(when):
        return _midnight(datetime.fromisoformat(when), zone)
    return when


def _midnight(moment: datetime, zone: tzinfo) -> str:
    return _stamp(datetime.combine(moment.date(), time(), zone))


def _stamp(moment: datetime) -> str:
    return f"{int(moment.timestamp())}.000000"
