"""Requests as Slack signs them."""

import hmac
import json
from hashlib import sha256
from urllib.parse import urlencode

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_760_000_000
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
EVENT = {
    "type": "event_callback",
    "team_id": "T1",
    "api_app_id": "A1",
    "event_id": "Ev1",
    "event": {
        "type": "app_mention",
        "channel": "C1",
        "user": "U1",
        "ts": "1.000001",
        "text": "<@UB> hello",
    },
}


def headers(body: bytes, now: float = NOW, kind: str = JSON, **more: str) -> dict[str, str]:
    """What Slack sends with `body`; `more` has underscores for dashes, and wins."""
    stamp = str(int(now))
    signature = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256)
    return {
        "content-type": kind,
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signature.hexdigest()}",
        **{name.replace("_", "-"): text for name, text in more.items()},
    }


def as_json(payload: object) -> bytes:
    return json.dumps(payload).encode()


def as_form(**fields: str) -> bytes:
    return urlencode(fields).encode()
