"""Files and canvases as a person opens them at the page: to be looked at, never to act."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.playground.slack.asked import local
from bot.playground.slack.markdown import markdown
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal

_INERT = {
    # A file of HTML or SVG would be a page of ours otherwise.
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")


class Shelf:
    """Answers `/file/{id}` and `/canvas/{id}`: whoever sits at this machine may be anybody here."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def routes(self) -> list[web.AbstractRouteDef]:
        """A file is handed out as it is, a canvas as what the page draws."""
        return [web.get("/file/{id}", self._file), web.get("/canvas/{id}", self._canvas)]

    async def _file(self, request: web.Request) -> web.Response:
        local(request)
        file = self._office.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        name, raw, mimetype = file.upload
        how = "inline" if mimetype in _SHOWN else "attachment"
        named = {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
        return web.Response(body=raw, headers=_INERT | named | {"Content-Type": mimetype})

    async def _canvas(self, request: web.Request) -> web.Response:
        """`{title, html}` for the person `as` whom it is asked; 403 if they were not let in."""
        local(request)
        office = self._office
        canvas = office.canvases.get(request.match_info["id"])
        if canvas is None:
            raise web.HTTPNotFound
        try:
            person = office.workspace.user(request.query.get("as", "")).id
        except Refusal:
            raise web.HTTPForbidden from None
        there = [c for c in office.workspace.channels.values() if person in c.members]
        if not canvas.seen_by(person, there):
            raise web.HTTPForbidden
        html = markdown(canvas.markdown, office.workspace.names())
        return web.json_response({"title": canvas.title or "Untitled", "html": html})
