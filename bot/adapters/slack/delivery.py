"""How a payload reaches the app's listeners: the same way from either transport."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

PATIENCE: Final = 2.0
"""Seconds that listeners have; Slack itself waits for three."""

_log = logging.getLogger(__name__)


async def deliver(
    app: AsyncApp, payload: dict[str, Any], patience: float = PATIENCE
) -> BoltResponse:
    """What the app answers; 503 if it takes too long, so that Slack delivers once more."""
    try:
        # This mode takes a payload that is parsed already. In the other, Bolt parses once more,
        # and takes any command with the word "payload" in its text for something interactive.
        request = AsyncBoltRequest(body=payload, mode="socket_mode")
    except (TypeError, ValueError, AttributeError, LookupError) as error:
        # Bolt looks for ids all over the payload, and expects each where Slack would put it.
        return _dropped(payload, type(error).__name__)
    try:
        async with asyncio.timeout(patience):
            response = await app.async_dispatch(request)
    except TimeoutError:
        _log.warning("no listener was done with %s in %s s", _kind(payload), patience)
        return BoltResponse(status=503, body="")
    # Slack would send what nobody listens to three times more, and count it as our failure.
    return _dropped(payload, "nobody listens") if response.status == 404 else response


def _dropped(payload: dict[str, Any], why: str) -> BoltResponse:
    _log.info("dropped %s: %s", _kind(payload), why)
    return BoltResponse(status=200, body="")


def _kind(payload: dict[str, Any]) -> str:
    """What is safe to log of a payload: the names of its types."""
    event = payload.get("event")
    inner = event.get("type") if isinstance(event, dict) else payload.get("command")
    return f"{payload.get('type')!s:.40}/{inner!s:.40}"
