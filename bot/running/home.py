"""Who we are in Slack, which is asked until it says so."""

from __future__ import annotations

import asyncio
import logging

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import Home
from bot.errors import Ambiguous, SlackError, Throttled
from bot.running import lifetime
from bot.running.needs import ConfigurationError

log = logging.getLogger(__name__)


class Stopped(Exception):
    """Told to stop before there was anything to stop."""


async def home(slack: SlackClient, stop: asyncio.Event) -> Home:
    """Who we are; `Stopped` if Slack has not said so by then."""
    asking = asyncio.ensure_future(_known(slack))
    await lifetime.unless(stop, asking)
    if asking.cancelled():
        raise Stopped
    return asking.result()


async def _known(slack: SlackClient) -> Home:
    """Slack is asked until it says who we are, for nothing can be shown before."""
    rest = 1.0
    while True:
        try:
            told = await slack.call("auth.test")
        except (Ambiguous, Throttled) as error:
            log.warning("Slack does not answer yet: %s", error)
            await asyncio.sleep(rest)
            rest = min(rest * 2, 30.0)
        except SlackError as error:
            raise ConfigurationError({"SLACK_BOT_TOKEN": f"Slack says {error.code}"}) from error
        else:
            return Home(told["team_id"], told["user_id"], told.get("bot_id", ""), told["url"])
