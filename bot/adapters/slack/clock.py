"""How far the clock of this machine is off Slack's, as the Date of each answer tells.

Slack believes a signed request, and we believe one of Slack's, for five minutes either way.
"""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Final
from urllib.parse import urlsplit

import aiohttp

OFF: Final = 30.0
"""Seconds from which on somebody should set the clock."""
WRONG: Final = 120.0
"""Seconds from which on signatures are about to fail."""


class SlackClock:
    """Hears the answers of one host; `offset` is how many seconds we are ahead, None if unknown."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).hostname
        self.offset: float | None = None

    @property
    def trace(self) -> aiohttp.TraceConfig:
        """What lets this clock hear the answers of a client session."""
        config = aiohttp.TraceConfig()
        config.on_request_end.append(self._answered)
        return config

    async def _answered(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        told: aiohttp.TraceRequestEndParams,
    ) -> None:
        if told.url.host == self._host:
            self.hear(told.response.headers.get("Date", ""), time.time())

    def hear(self, date: str, now: float) -> None:
        """An answer of `date` (as HTTP writes it) came at `now`; what is no date tells nothing."""
        offset = ahead(date, now)
        self.offset = self.offset if offset is None else offset


def ahead(date: str, now: float) -> float | None:
    """Seconds by which `now` is ahead of `date`, give or take one; None if that is no date."""
    try:
        told = parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return None
    off = now - told
    # A date is of whole seconds: within the one that it names, nothing is off.
    return 0.0 if 0 <= off < 1 else off


def off(offset: float | None) -> str:
    """What there is to say of an offset; "" for nothing."""
    if offset is None or abs(offset) <= OFF:
        return ""
    way = "ahead of" if offset > 0 else "behind"
    return f"this machine's clock is {abs(offset):.0f} s {way} Slack's: set it"
