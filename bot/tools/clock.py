"""What time it is, where the asker lives or anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.conversation.question import Question
from bot.errors import WrongWords
from bot.ports import World
from bot.tools.tool import Input, Tool

_DESCRIPTION = (
    "The current date and time, to the second, in the time zone of the person who asks or in "
    "another one. Use it whenever an answer depends on what day or time it is now."
)


class Wanted(Input):
    """Whose time."""

    zone: str = Field(
        "",
        max_length=64,
        description="An IANA time zone such as Europe/Warsaw. "
        "Leave it out for the zone of the person who asks.",
    )


def _now() -> datetime:
    return datetime.now(UTC)


def clock(now: Callable[[], datetime] = _now) -> Tool[Wanted]:
    """The tool; `now` gives an aware datetime."""

    async def run(wanted: Wanted, question: Question, world: World) -> str:
        if not wanted.zone:
            return _own(now(), await world.zone(question.user))
        if (zone := _zone(wanted.zone)) is None:
            raise WrongWords("No time zone has that name. Use an IANA name such as Europe/Warsaw.")
        return _told(now(), zone)

    return Tool("clock", _DESCRIPTION, Wanted, run)


def _own(now: datetime, name: str) -> str:
    if (zone := _zone(name)) is None:
        return f"{_told(now, UTC)}. In which zone the person who asks lives is not known."
    return f"{_told(now, zone)}, the zone of the person who asks"


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return None


def _told(now: datetime, zone: tzinfo) -> str:
    there = now.astimezone(zone)
    return f"{there:%A}, {there.isoformat(timespec='seconds')} in {zone}"
