"""The Web API on the wire: one path a method, and every call is written down."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isinf
from secrets import token_hex

from aiohttp import web

from bot.playground.slack.arguments import Arguments, arguments
from bot.playground.slack.faults import Fault, Faults
from bot.playground.slack.limits import Limits
from bot.playground.slack.methods import authenticate, perform
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

_SORRY = "<!DOCTYPE html><html><body><h1>Sorry! Something went wrong.</h1></body></html>"


@dataclass(slots=True)
class Call:
    """One call that came in. `status` 0: no answer was given; `ok`: Slack did what was asked."""

    method: str
    time: float
    arguments: Json = field(default_factory=dict)
    ok: bool = False
    error: str = ""
    status: int = 0


class WebApi:
    """Answers `/api/{method}`; `heard` is called after every call, `calls` keeps them all."""

    def __init__(self, office: Office, limits: Limits, heard: Callable[[Call], None]) -> None:
        self._office = office
        self.limits = limits
        self.faults = Faults()
        self.calls: list[Call] = []
        self._heard = heard
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Let answers that were to come late, or never, end now."""
        self._closing.set()

    async def answer(self, request: web.Request) -> web.Response:
        """The answer to one call, spoiled if a fault waits for it."""
        call = Call(request.match_info["method"], self._office.installation.clock())
        args = await self._read(request, call)
        fault = self.faults.take(call.method, call.arguments) or Fault()
        body: Json = {}
        if args and (fault.after_accepting or not fault.spoils):
            body = self._perform(request, call, args)
        await self._pause(fault.delay)
        answer = _spoiled(fault) if fault.spoils else self._plain(call, body)
        call.status = answer.status
        if fault.spoils:
            call.error = fault.error or call.error or "fault"
        if fault.drop and request.transport:
            call.status = 0
            request.transport.abort()
        self._note(call)
        return answer

    async def _read(self, request: web.Request, call: Call) -> Arguments | None:
        try:
            args = await arguments(request)
        except Refusal as refusal:
            call.error = refusal.code
            return None
        call.arguments = args.told
        return args

    def _perform(self, request: web.Request, call: Call, args: Arguments) -> Json:
        try:
            authenticate(self._office, call.method, _token(request))
            self._admit(call)
            body = perform(self._office, call.method, args)
        except Refusal as refusal:
            call.error = refusal.code
            return refusal.body
        call.ok = True
        return body

    def _admit(self, call: Call) -> None:
        wait = self.limits.admit(call.method, str(call.arguments.get("channel", "")))
        if wait:
            raise Refusal("ratelimited", retry_after=wait)

    async def _pause(self, seconds: float) -> None:
        if seconds:
            try:
                async with asyncio.timeout(None if isinf(seconds) else seconds):
                    await self._closing.wait()
            except TimeoutError:
                return

    def _plain(self, call: Call, body: Json) -> web.Response:
        headers = {
            "x-slack-req-id": token_hex(16),
            "x-oauth-scopes": ",".join(self._office.installation.scopes),
        }
        if call.error and not body:
            body = {"ok": False, "error": call.error}
        if "retry_after" in body:
            headers["Retry-After"] = str(body.pop("retry_after"))
            return _json(body, 429, headers)
        return _json(body, 200, headers)

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self._heard(call)


def _token(request: web.Request) -> str:
    """From the header alone: a token in an address would end up in logs."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _spoiled(fault: Fault) -> web.Response:
    if fault.error and not fault.html:
        return _json({"ok": False, "error": fault.error}, fault.status or 200, {})
    if fault.status == 429 and not fault.html:
        headers = {"Retry-After": str(fault.retry_after)}
        return _json({"ok": False, "error": "ratelimited"}, 429, headers)
    return web.Response(text=_SORRY, status=fault.status or 200, content_type="text/html")


def _json(body: Json, status: int, headers: dict[str, str]) -> web.Response:
    return web.json_response(body, status=status, headers=headers, dumps=json.dumps)
