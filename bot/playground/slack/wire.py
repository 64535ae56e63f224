"""Requests as Slack sends them to an app's address: encoded by kind, and signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from bot.playground.slack.installation import Installation
from bot.playground.slack.team import Json

_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Signed:
    """A request's body and all headers that it needs."""

    body: bytes
    headers: dict[str, str]


def kind_of(payload: Json) -> Literal["events_api", "slash_commands", "interactive"]:
    """What a payload is, by its shape."""
    if "command" in payload:
        return "slash_commands"
    if "event" in payload or payload.get("type") in ("url_verification", "app_rate_limited"):
        return "events_api"
    return "interactive"


def request(app: Installation, payload: Json, number: int = 0, reason: str = "") -> Signed:
    """`payload` in the form its kind has, signed now; `number` counts the retries."""
    kind = kind_of(payload)
    if kind == "events_api":
        body, content = json.dumps(payload).encode(), "application/json"
    elif kind == "slash_commands":
        body, content = urlencode(_flat(payload)).encode(), _FORM
    else:
        body, content = urlencode({"payload": json.dumps(payload)}).encode(), _FORM
    headers = {"Content-Type": content, "User-Agent": _AGENT} | signature(app, body)
    if number:
        headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
    return Signed(body, headers)


def signature(app: Installation, body: bytes) -> dict[str, str]:
    """The two headers that prove who sent `body`, and when (v0: HMAC with SHA-256)."""
    now = str(int(app.clock()))
    base = b"v0:" + now.encode() + b":" + body
    digest = hmac.new(app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={digest}"}


def _flat(payload: Json) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in payload.items()
        if value is not None
    }
