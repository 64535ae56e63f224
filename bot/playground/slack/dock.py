"""Where the bytes of the app's uploads arrive: at an address that takes them once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_request import FileField

from bot.playground.slack.faults import Fault
from bot.playground.slack.office import Office
from bot.playground.slack.web_api import Call, WebApi

METHOD = "upload"
"""What calls and faults name this address, which is no method."""


@dataclass(frozen=True, slots=True)
class Dock:
    """Answers `POST /upload/v1/…`: raw bytes, or a form with a file in it; no token is asked.

    What else Slack answers than 200 is not documented: here 400, with the reason for whoever looks.
    """

    office: Office
    api: WebApi
    heard: Callable[[Call], None]

    def routes(self) -> list[web.AbstractRouteDef]:
        """The one address, with the key that was given out."""
        return [web.post("/upload/v1/{key}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        raw = await _bytes(request)
        call = Call(METHOD, self.office.installation.clock(), {"length": len(raw)})
        fault = self.api.faults.take(METHOD) or Fault()
        if fault.after_accepting or not fault.spoils:
            call.error = self._take(request.match_info["key"], raw)
            call.ok = not call.error
        call.status = fault.status or (200 if call.ok else 400)
        if fault.drop and request.transport:
            call.status = 0
            request.transport.abort()
        self.api.calls.append(call)
        self.heard(call)
        return web.Response(text=call.error or f"OK - {len(raw)}", status=call.status or 500)

    def _take(self, key: str, raw: bytes) -> str:
        """Keep the bytes; what is wrong with them otherwise."""
        ticket = next((t for t in self.office.tickets.values() if t.key == key), None)
        if ticket is None or ticket.raw is not None:
            return "no such upload"
        if len(raw) != ticket.length:
            return "not as long as announced"
        ticket.raw = raw
        return ""


async def _bytes(request: web.Request) -> bytes:
    """The body, or the first file of a form."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, FileField):
            return field.file.read()
    return b""
