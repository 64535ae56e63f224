"""Who gets in: what is decided about Slack's requests before anything of ours reads them.

Bolt parses before it verifies, and trips over hostile headers; so nothing reaches it but what
has passed here. https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hmac
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

LIMIT: Final = 1 << 20
"""Bytes of a body; Slack's own are far smaller."""

WINDOW: Final = 300
"""Seconds that a request's timestamp may be off, either way."""

DEPTH: Final = 64
"""Levels of objects and lists in each other."""

_DIGITS: Final = 20  # no number of Slack's is longer than 64 bits and a sign
_STAMP = re.compile(r"[0-9]{1,12}")
_FORM = "application/x-www-form-urlencoded"
_Reader = Callable[[str], dict[str, Any]]
_ACTING = ("block_actions", "interactive_message")
_IDS = ("callback_id", "action_id", "block_id", "command")
_SSL_CHECK = b"ssl_check=1"  # https://docs.slack.dev/interactivity/implementing-slash-commands


@dataclass(frozen=True, slots=True)
class Answered:
    """Not for the bot: the HTTP status and text that Slack gets, and the reason for our log."""

    status: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Admitted:
    """From Slack, and fit to be read. `once` identifies it, unless Slack says it tries again."""

    payload: dict[str, Any]
    once: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """The workspace that payloads must be meant for, by its Slack id; None is any.

    Of the app only `bots.info` tells, for a scope more; signature and socket are one app's anyway.
    """

    team: str | None = None

    def refuses(self, payload: Mapping[str, Any]) -> str:
        """Why `payload` is not for us, or has a shape that Slack never sends; "" if it is fine."""
        if self.team and self.team not in _teams(payload):
            return "another team's"
        return _odd(payload)


def _teams(payload: Mapping[str, Any]) -> list[object]:
    """In a channel shared with others, `team_id` may be theirs and the authorization ours."""
    granted = payload.get("authorizations")
    named = [payload, *(granted if isinstance(granted, list) else ()), payload.get("user")]
    team, view = payload.get("team"), payload.get("view")
    return [
        *(place.get("team_id") for place in named if isinstance(place, dict)),
        team.get("id") if isinstance(team, dict) else None,
        view.get("app_installed_team_id") if isinstance(view, dict) else None,
    ]


def _odd(payload: Mapping[str, Any]) -> str:
    """Bolt takes a few places for granted, and raises where they are something else."""
    kind, event, actions = (payload.get(name) for name in ("type", "event", "actions"))
    if kind == "event_callback":
        sound = isinstance(event, dict) and isinstance(event.get("type"), str)
        return "" if sound else "no event in it"
    if kind in _ACTING and not (isinstance(actions, list) and actions):
        return "no action in it"
    places = [payload, payload.get("view") or {}, *(actions if isinstance(actions, list) else ())]
    sound = all(isinstance(p, dict) and isinstance(p.get(i, ""), str) for p in places for i in _IDS)
    return "" if sound else "odd ids in it"


class Door:
    """Judges requests to `/slack/events`, whose secret is `signing_secret`."""

    def __init__(self, signing_secret: str, address: Address | None = None) -> None:
        self._key = signing_secret.encode()
        self._address = address or Address()

    def glance(self, headers: Mapping[str, str]) -> Answered | None:
        """What can be told from the headers alone, before the body is read."""
        if headers.get("content-encoding", "identity").lower() != "identity":
            return Answered(415, "compressed")  # a bomb, or not from Slack
        length = headers.get("content-length", "0")
        if not _STAMP.fullmatch(length) or int(length) > LIMIT:
            return Answered(413, "too long")
        return None

    def judge(self, headers: Mapping[str, str], body: bytes, now: float) -> Admitted | Answered:
        """Let in or not; header names in lower case, `now` in seconds since 1970."""
        if len(body) > LIMIT:
            return Answered(413, "too long")
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == _FORM and _SSL_CHECK in body.split(b"&", 8):
            return Answered(200, "a check of our certificate, which is not signed")
        stamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not _STAMP.fullmatch(stamp) or abs(now - int(stamp)) > WINDOW:
            return Answered(401, "its time is not now")
        if not hmac.compare_digest(signature.encode(errors="replace"), self._sign(stamp, body)):
            return Answered(401, "not signed with our secret")
        return self._read(_READERS.get(kind), body, headers, signature)

    def _sign(self, stamp: str, body: bytes) -> bytes:
        digest = hmac.new(self._key, b"v0:" + stamp.encode() + b":" + body, "sha256")
        return b"v0=" + digest.hexdigest().encode()

    def _read(
        self, read: _Reader | None, body: bytes, headers: Mapping[str, str], signature: str
    ) -> Admitted | Answered:
        if read is None:
            return Answered(415, "neither JSON nor a form")
        try:
            payload = read(body.decode())
        except (ValueError, RecursionError) as error:
            return Answered(400, f"malformed: {type(error).__name__}")
        if payload.get("type") == "url_verification":
            return _challenged(payload)
        if reason := self._address.refuses(payload):
            return Answered(200, reason)
        # Slack tries again with events alone, so for anything else the header is not believed.
        again = "x-slack-retry-num" in headers and payload.get("type") == "event_callback"
        return Admitted(payload, "" if again else signature)


def _challenged(payload: Mapping[str, Any]) -> Answered:
    # https://docs.slack.dev/reference/events/url_verification
    if not isinstance(challenge := payload.get("challenge"), str):
        return Answered(400, "malformed: no challenge")
    return Answered(200, "a check of our address", json.dumps({"challenge": challenge}))


def _json(text: str) -> dict[str, Any]:
    payload = _DECODER.decode(text)
    if not isinstance(payload, dict) or not _within(payload, DEPTH):
        raise ValueError("not an object, or too deep")
    return payload


def _form(text: str) -> dict[str, Any]:
    """A command as it is, and anything interactive from the field `payload`."""
    pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=100, errors="strict")
    fields = dict(pairs)
    if "payload" in fields:
        return _json(fields["payload"])
    if not fields.get("command", "").startswith("/"):
        raise ValueError("neither a command nor a payload")
    return fields


_READERS: Final[Mapping[str, _Reader]] = {"application/json": _json, _FORM: _form}


def _within(value: object, levels: int) -> bool:
    if isinstance(value, dict):
        return levels > 0 and all(_within(inner, levels - 1) for inner in value.values())
    if isinstance(value, list):
        return levels > 0 and all(_within(inner, levels - 1) for inner in value)
    return True


def _int(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError("too long a number")
    return int(digits)


def _float(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise ValueError("too large a number")
    return number


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_DECODER: Final = json.JSONDecoder(parse_int=_int, parse_float=_float, parse_constant=_no_constant)
