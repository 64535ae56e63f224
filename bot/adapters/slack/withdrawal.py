"""Takes a whole reply back: whatever an answer had shown goes, the last message first."""

from __future__ import annotations

import asyncio
import logging

from bot.adapters.slack.post import Poster
from bot.errors import Ambiguous, Barred, SlackError, StoreAway, Throttled

log = logging.getLogger(__name__)
_PATIENCE = 30.0
"""The longest rest, in seconds, between two tries."""


async def withdrawn(poster: Poster) -> None:
    """Nothing that can be removed stands once this returns; what can't be stays, and is logged."""
    rest = 0.5
    while True:
        try:
            await poster.begin(poster.journal.reply)  # finds what nobody knows whether it arrived
            while poster.journal.stamps:
                await poster.remove(len(poster.journal.stamps) - 1)
        except Throttled as error:
            await asyncio.sleep(min(error.retry_after, _PATIENCE))
        except (Ambiguous, StoreAway) as error:
            log.warning("not taken back yet: %s", error)
            await asyncio.sleep(rest)
            rest = min(rest * 2, _PATIENCE)
        except Barred:
            raise
        except SlackError as error:
            log.warning("a reply stays where it is: %s", error)
            return
        else:
            return
