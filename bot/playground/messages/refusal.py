"""What the API answers when it does not answer: a status and its one shape of body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TYPES = {
    400: ("invalid_request_error", "Error"),
    401: ("authentication_error", "invalid x-api-key"),
    402: ("billing_error", "Your credit balance is too low to access the Anthropic API."),
    403: ("permission_error", "Your API key does not have permission to use this resource."),
    404: ("not_found_error", "Not found"),
    413: ("request_too_large", "Request exceeds the maximum size"),
    429: ("rate_limit_error", "This request would exceed your organization's rate limit."),
    500: ("api_error", "Internal server error"),
    504: ("timeout_error", "Request timed out."),
    529: ("overloaded_error", "Overloaded"),
}


class Refused(Exception):
    """The request is refused with `status` and an error of `type` that says `message`."""

    def __init__(self, message: str, status: int = 400, type: str | None = None) -> None:  # noqa: A002  the wire's word
        super().__init__(message)
        self.status = status
        self.type = type or kind(status)
        self.message = message

    def body(self, request_id: str) -> Mapping[str, Any]:
        """The body of the answer."""
        return error(self.type, self.message, request_id)


def error(type: str, message: str, request_id: str | None = None) -> dict[str, Any]:  # noqa: A002
    """The API's error, as a body and (without a request id) as an event of a stream."""
    told: dict[str, Any] = {"type": "error", "error": {"type": type, "message": message}}
    return {**told, "request_id": request_id} if request_id else told


def kind(status: int) -> str:
    """The error type that belongs to a status."""
    return _TYPES.get(status, ("api_error", ""))[0]


def usual(status: int) -> Refused:
    """What the API says with `status` when nothing more is known."""
    return Refused(_TYPES.get(status, ("", "Internal server error"))[1], status)
