"""Which of our errors an error of the Messages API is.

`error.type` and its meaning: https://platform.claude.com/docs/en/api/errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.errors import Interrupted, ModelError, Overloaded, Refused, Unauthorized, Unreachable

_LONGEST = 500
BUSY = frozenset({"overloaded_error", "rate_limit_error"})
BARRED = {"authentication_error": 401, "billing_error": 402, "permission_error": 403}
REFUSED = {
    "invalid_request_error": 400,
    "invalid_request": 400,  # CometAPI's code, which comes with status 500
    "not_found_error": 404,
    "request_too_large": 413,
}


def failure(error: object, *, said: bool) -> ModelError:
    """Our error for the `error` object of an event; `said`: something was already to be read."""
    kind, reason = named(error)
    if kind in BUSY:
        return Overloaded(reason)
    if kind in BARRED:
        return Unauthorized(reason, BARRED[kind])
    if kind in REFUSED:
        return Refused(reason, REFUSED[kind])
    return Interrupted(reason) if said else Unreachable(reason)


def named(error: object) -> tuple[str, str]:
    """The type of an `error` object, "" if it has none, and a sentence for the log."""
    fields: Mapping[str, Any] = error if isinstance(error, Mapping) else {"message": error}
    kind = fields.get("type")
    kind = kind if isinstance(kind, str) else ""
    message = fields.get("message")
    sentence = message if isinstance(message, str) else ""
    return kind, ": ".join(filter(None, (kind, sentence)))[:_LONGEST] or "an error without a word"
