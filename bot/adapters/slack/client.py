"""Slack's Web API: every call that we make, and what its refusals mean to us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isnan
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import Ambiguous, Barred, Closed, Gone, SlackError, Throttled, Unscoped
from bot.watching.meter import UNMETERED, Meter

SCOPES: Mapping[str, str | None] = {
    "agents.sessions.setStatus": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "auth.test": None,
    "canvases.access.set": "canvases:write",
    "canvases.create": "canvases:write",
    "chat.appendStream": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.startStream": "chat:write",
    "chat.stopStream": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "channels:history",  # and its like, which the manifest asks for
    "conversations.info": "channels:read",
    "conversations.members": "channels:read",
    "conversations.open": "im:write",
    "conversations.replies": "channels:history",  # and its like for other kinds of channels
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",  # and for downloads, which are no method
    "users.conversations": "channels:read",
    "users.info": "users:read",
    "views.open": None,
    "views.publish": None,
    "views.update": None,
}
"""The bot scope of each Web API method that we call; the manifest asks for exactly these."""

ALIKE: Mapping[str, tuple[str, ...]] = {"channels:read": ("groups:read", "im:read", "mpim:read")}
"""What else a scope of public channels takes, to mean all other places to talk as well."""

_READS = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.members",
        "conversations.replies",
        "files.getUploadURLExternal",
        "files.info",
        "users.conversations",
        "users.info",
    }
)
"""The methods that take no JSON body."""

_THROTTLED = frozenset({"ratelimited", "rate_limited"})
_PERHAPS_DONE = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
_BARRED = frozenset(
    {
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""What a new token or an admin mends, for all that we do: no question is over because of it.

https://docs.slack.dev/reference/methods/chat.postMessage, errors.
"""
_UNSCOPED = "missing_scope"
_SPEAKS = "chat:write"
"""The scope without which nobody can be told anything: lacking it is like having no token."""
_CLOSED = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
    }
)
_GONE = frozenset({"message_not_found", "thread_not_found", "user_not_in_channel"})


class SlackClient:
    """One way to call Slack: shared session, no retries of its own, our errors."""

    def __init__(self, client: AsyncWebClient, meter: Meter = UNMETERED) -> None:
        self._client = client
        self._meter = meter

    async def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        """Slack's answer; raises one of the `SlackError`s."""
        if method not in SCOPES:
            raise KeyError(method)
        try:
            return await self._answer(method, arguments)
        except Ambiguous:
            if method == "chat.postMessage":
                self._meter.count("ambiguous_post")
            raise

    async def _answer(self, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        with _translated(method):
            if method in _READS:
                response = await self._client.api_call(method, data=_form(arguments))
            else:
                response = await self._client.api_call(method, json=dict(arguments))
        answer = response.data
        if not isinstance(answer, dict):  # HTML with status 200: nobody knows what was done
            raise Ambiguous("not_json")
        return answer


def _form(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a form: slack_sdk would write Python's `True`, which is no word of Slack's."""
    return {k: int(v) if isinstance(v, bool) else v for k, v in arguments.items()}


@contextmanager
def _translated(method: str) -> Iterator[None]:
    """Let no exception of slack_sdk or aiohttp out of this module."""
    try:
        yield
    except SlackApiError as error:
        raise _refusal(error, method) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Ambiguous(type(error).__name__) from error
    except (AttributeError, ValueError) as error:  # slack_sdk trips over what is no JSON object
        raise Ambiguous("not_json") from error


def _refusal(error: SlackApiError, method: str) -> SlackError:
    response = error.response
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    body = getattr(response, "data", None)
    code = str(body.get("error", "")) if isinstance(body, dict) else ""
    if status == 429 or code in _THROTTLED:
        return Throttled(_seconds(response.headers.get("Retry-After")))
    if status >= 500 or code in _PERHAPS_DONE or not code:
        return Ambiguous(code or f"status_{status}")
    return _for_good(code, method)


def _for_good(code: str, method: str) -> SlackError:
    """What Slack will say again, however often it is asked."""
    if code == _UNSCOPED:
        return Barred(code) if SCOPES[method] == _SPEAKS else Unscoped(code)
    if code in _BARRED:
        return Barred(code)
    if code in _CLOSED:
        return Closed(code)
    return Gone(code) if code in _GONE else SlackError(code)


def _seconds(header: str | None) -> float:
    """`Retry-After` in seconds, from 1 to 300; thirty where it makes no sense."""
    try:
        seconds = float(header or 30)
    except ValueError:
        return 30.0
    return 30.0 if isnan(seconds) else min(max(seconds, 1.0), 300.0)
