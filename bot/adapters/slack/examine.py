"""Whether Slack knows our tokens and grants what the app needs; for `threadloom doctor`."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.clock import ahead, off
from bot.running.finding import Finding

_INSTALL = "install the app again with the output of `threadloom manifest`"
_ADVICE: Final = {
    "invalid_auth": "the token is wrong or was taken back: copy it again",
    "account_inactive": "the token's app or workspace is gone: install the app again",
    "token_revoked": "the token was taken back: install the app again, and copy its new one",
    "missing_scope": _INSTALL,
    "not_allowed_token_type": "this is another kind of token than is needed here",
    "ratelimited": "Slack is asked too often: try again in a minute",
}
_FAILURES = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, AttributeError)


async def examine_bot(client: AsyncWebClient, wanted: Collection[str]) -> list[Finding]:
    """Who the bot is, and whether it was granted the scopes in `wanted`."""
    try:
        answer = await client.auth_test()
    except _FAILURES as error:
        return [Finding("Slack auth.test", ok=False, text=_why(error))]
    who = f"{answer.get('user')} in {answer.get('team')} ({answer.get('url')})"
    return [Finding("Slack auth.test", ok=True, text=who), _scopes(answer, wanted), _clock(answer)]


def _clock(answer: AsyncSlackResponse) -> Finding:
    """Whether Slack and we agree on the time: signatures are good for five minutes."""
    headers = {name.lower(): text for name, text in answer.headers.items()}
    offset = ahead(headers.get("date", ""), time.time())
    told = "Slack does not tell the time" if offset is None else f"{abs(offset):.0f} s off Slack's"
    return Finding("Clock", ok=not off(offset), text=off(offset) or told)


def _scopes(answer: AsyncSlackResponse, wanted: Collection[str]) -> Finding:
    """Slack tells what it granted with every answer, in this header."""
    headers = {name.lower(): text for name, text in answer.headers.items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    if missing := sorted(set(wanted) - granted):
        return Finding("Slack scopes", ok=False, text=f"missing {', '.join(missing)}: {_INSTALL}")
    spare = sorted(granted - set(wanted))
    return Finding(
        "Slack scopes",
        ok=True,
        text=f"{len(wanted)} granted" + (f"; not needed: {', '.join(spare)}" if spare else ""),
    )


async def examine_socket(client: AsyncWebClient, app_token: str) -> Finding:
    """Whether a socket opens: not only that its address is given out."""
    name = "Slack Socket Mode"
    try:
        answer = await client.apps_connections_open(app_token=app_token)
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(answer["url"]) as socket,
        ):
            hello = await socket.receive_json()
    except (*_FAILURES, TypeError, ValueError) as error:
        return Finding(name, ok=False, text=_why(error))
    if hello.get("type") != "hello":
        return Finding(name, ok=False, text="the socket opens, but Slack does not say hello")
    return Finding(name, ok=True, text=f"opens; connections: {hello.get('num_connections', 1)}")


def refusal(code: str) -> str:
    """Slack's word for why it does not let us in, and what to do about it."""
    return f"{code}: {_ADVICE.get(code, 'see https://docs.slack.dev/reference/methods')}"


def _why(error: Exception) -> str:
    """Slack's word for it, or the error's kind: its text may hold an address with a ticket."""
    if isinstance(error, SlackApiError):
        return refusal(str(error.response.get("error")))
    return f"no sensible answer ({type(error).__name__}): is SLACK_API_URL right, Slack reachable?"
