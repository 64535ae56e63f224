"""What Slack reaches us through, and we it: the Bolt app, and the one client of the Web API."""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.history import Home
from bot.settings import Settings


def client(
    settings: Settings, session: aiohttp.ClientSession, *, with_token: bool
) -> AsyncWebClient:
    """A client that retries nothing by itself, in the session that all of them share."""
    # Its default retry handler posts twice when a connection drops (facts/reliability.md §0.4).
    token = settings.slack_bot_token if with_token else None
    return AsyncWebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=[],
    )


def bolt(settings: Settings, session: aiohttp.ClientSession, home: Home) -> AsyncApp:
    """The Bolt app, without a listener yet."""

    async def authorize(team_id: str | None) -> Any:
        # Another workspace's event is nobody's: Bolt answers 200 and no listener runs.
        token = settings.slack_bot_token
        if team_id != home.team or token is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=home.team,
            bot_token=token.get_secret_value(),
            bot_id=home.bot,
            bot_user_id=home.user,
        )

    return AsyncApp(
        authorize=authorize,
        client=client(settings, session, with_token=False),
        # Bolt gives its loggers the level of the root, and at INFO they write what people said.
        logger=logging.getLogger("slack_bolt"),
        # A listener ends before Slack is answered, so that its failure is Slack's to hear of.
        process_before_response=True,
        # What nobody hears is acknowledged by `handlers.apology`, not answered with 404.
        raise_error_for_unhandled_request=True,
        # The door has verified every request, over the raw bytes, before Bolt sees it.
        request_verification_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
