"""The arguments of a Web API call, read the way Slack reads them: query, form or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_NO = ("", "0", "false", "False")


async def arguments(request: web.Request) -> Arguments:
    """All that came with a request, the body before the query; a token in it counts for nothing."""
    told: Json = dict(request.query)
    if request.method == "POST" and request.can_read_body:
        told |= await _body(request)
    told.pop("token", None)
    return Arguments(told)


async def _body(request: web.Request) -> Json:
    if request.content_type in _FORMS:
        return dict((await request.post()).items())
    if request.content_type != "application/json":
        return {}
    try:
        told = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise Refusal("invalid_json") from None
    if not isinstance(told, dict):
        raise Refusal("json_not_object")
    return told


class Arguments:
    """Arguments by name; what is wrong about one is `invalid_arguments`, and says which."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = {name: value for name, value in told.items() if value is not None}

    def text(self, name: str) -> str:
        """A string, empty when absent."""
        value = self.told.get(name, "")
        if not isinstance(value, str):
            raise _wrong(f"must be a string [json-pointer:/{name}]")
        return value

    def need(self, name: str) -> str:
        """A string that has to be there."""
        if not self.told.get(name):
            raise _wrong(f"missing required field: {name}")
        return self.text(name)

    def flag(self, name: str) -> bool:
        """A boolean; slack_sdk sends 1 and 0 in queries."""
        value = self.told.get(name, False)
        return value not in _NO if isinstance(value, str) else bool(value)

    def limit(self, default: int, most: int) -> int:
        """`limit`, within 1 and `most`; `invalid_limit`."""
        try:
            limit = int(self.told.get("limit", default))
        except (TypeError, ValueError):
            raise Refusal("invalid_limit") from None
        if not 1 <= limit <= most:
            raise Refusal("invalid_limit")
        return limit

    def json(self, name: str, error: str) -> Any:
        """A structure: itself in JSON, a string of JSON in a form or query; None when absent."""
        value = self.told.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise Refusal(error) from None


def _wrong(complaint: str) -> Refusal:
    return Refusal("invalid_arguments", [f"[ERROR] {complaint}"])
