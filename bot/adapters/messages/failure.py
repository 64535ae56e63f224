"""What an endpoint does instead of streaming, in our errors."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import httpx
import msgspec
from aiohttp.http_exceptions import HttpProcessingError

from bot.answer.failure import BARRED, BUSY, REFUSED, named
from bot.errors import Misplaced, ModelError, Overloaded, Refused, Unauthorized, Unreachable

FOREIGN = (
    *(httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict),
    *(aiohttp.ClientError, aiohttp.EofStream, HttpProcessingError, msgspec.MsgspecError),
    *(OSError, ValueError, RuntimeError, EOFError),
)
"""Everything that the libraries below us raise: none of it goes further up."""
MISPLACED = (httpx.InvalidURL, httpx.UnsupportedProtocol, aiohttp.InvalidURL)
PATIENCE = 300.0
"""Seconds: a `retry-after` beyond that is cut to it, for nobody waits so long for an answer."""
NO_ENDPOINT = "this base URL leads to no Messages endpoint"
_LONGEST = 500


def unlike(kind: str, body: bytes) -> ModelError:
    """What status 200 with a body of type `kind` is, where events were asked for."""
    found = _json(body)
    if isinstance(error := found.get("error"), Mapping):
        return failure(200, {}, _encoded(error))
    if "choices" in found:
        return Misplaced(f"{NO_ENDPOINT}: it answers as OpenAI's chat completions do", 200)
    if found.get("type") == "message":
        return Refused("the endpoint does not stream: it answered in one piece", 200)
    return Misplaced(f"{NO_ENDPOINT}: it answers with {kind or 'something unknown'}", 200)


def failure(status: int, headers: Mapping[str, str], body: bytes) -> ModelError:
    """Our error for an HTTP status other than success (facts: docs/en/api/errors).

    CometAPI says 500 with the code `invalid_request` for what will never be accepted; some
    gateways say 500 for all that comes from above. There the error's own type is believed.
    """
    error = _error(body)
    reason = _reason(status, error, body)
    if reason.startswith(NO_ENDPOINT):
        return Misplaced(reason, status)
    words = _words(error) if not 300 <= status < 500 else set()
    if status in (401, 402, 403) or words & BARRED.keys() or _no_credit(error):
        return Unauthorized(reason, status)
    if status in (429, 529) or words & BUSY:
        return Overloaded(reason, _retry_after(headers))
    if (300 <= status < 500 and status not in (408, 409)) or words & REFUSED.keys():
        return Refused(reason, status)
    return Unreachable(reason)


def _reason(status: int, error: Mapping[str, Any], body: bytes) -> str:
    if 300 <= status < 400:
        return f"{NO_ENDPOINT}: it redirects (status {status}), which is not followed"
    if status in (404, 405) and not error:
        return f"{NO_ENDPOINT}: it answers with status {status}, {_glimpse(body)}"[:_LONGEST]
    sentence = named(error)[1] if error else _glimpse(body)
    return f"status {status}, {sentence}"[:_LONGEST]


def _words(error: Mapping[str, Any]) -> set[str]:
    return {word for word in (error.get("type"), error.get("code")) if isinstance(word, str)}


def _no_credit(error: Mapping[str, Any]) -> bool:
    """Whether nobody will be answered until somebody pays or lifts a limit; comes as 400 or 429."""
    details = error.get("details")
    code = details.get("error_code") if isinstance(details, Mapping) else None
    return (
        code == "enforced_spend_limit_reached"
        or error.get("type") == "billing_error"
        or "credit balance is too low" in str(error.get("message"))
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, from 0 to `PATIENCE`; None if the header says nothing one can use."""
    said = headers.get("retry-after", "").strip()
    try:
        seconds = float(headers.get("retry-after-ms", "")) / 1000
    except ValueError:
        try:
            seconds = float(said)
        except ValueError:
            seconds = _until(said, headers.get("date", ""))
    return min(max(seconds, 0.0), PATIENCE) if math.isfinite(seconds) else None


def _until(then: str, now: str) -> float:
    """Seconds until an HTTP date, by the clock of who wrote it; NaN if it is none."""
    try:
        moment = parsedate_to_datetime(then).timestamp()
    except (ValueError, OverflowError):
        return math.nan
    try:
        return moment - parsedate_to_datetime(now).timestamp()
    except (ValueError, OverflowError):
        return moment - time.time()


def _error(body: bytes) -> Mapping[str, Any]:
    """The error object in one of the envelopes seen: Anthropic's, CometAPI's, Bedrock's."""
    found = _json(body)
    error = found.get("error", found)
    if isinstance(error, Mapping):
        return error if {"type", "message", "code"} & error.keys() else {}
    return {"message": error} if isinstance(error, str) else {}


def _glimpse(body: bytes) -> str:
    """What a body that is no error of the API says: the title of a page, or how it begins."""
    text = body[:4096].decode(errors="replace")
    title = re.search(r"<title>([^<]*)", text, re.IGNORECASE)
    words = " ".join((title[1] if title else text).split())[:80]
    return f"which says “{words}”" if words else "which says nothing"


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def _encoded(error: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode({"error": error})
