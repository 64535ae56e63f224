"""What people uploaded: kept in memory, and handed out to the app alone."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.file import File, Upload
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import TEAM, Json

_LOGIN = (
    "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head>"
    "<body><h1>Sign in to your workspace</h1></body></html>"
)


def upload(office: Office, user: str, uploads: Sequence[Upload]) -> list[Json]:
    """Keep what somebody uploads; the file objects of their message."""
    kept = []
    for told in uploads:
        created = int(office.installation.clock())
        file = File(f"F0LOOM{len(office.files):04d}", user, created, told, office.root)
        office.files[file.id] = file
        kept.append(file.wire())
    return kept


def info(office: Office, args: Arguments) -> Json:
    """The facts of one file."""
    office.installation.require("files:read")
    file = office.files.get(args.need("file"))
    if file is None:
        raise Refusal("file_not_found")
    return {"file": file.wire(), "comments": [], "response_metadata": {"next_cursor": ""}}


class Downloads:
    """Answers `/files-pri/…`; `authorized` says of each request that came whether it might."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.authorized: list[bool] = []

    def routes(self) -> list[web.AbstractRouteDef]:
        """A file's two addresses: to look at it, and to download it."""
        return [
            web.get("/files-pri/{file}/{name}", self._answer),
            web.get("/files-pri/{file}/download/{name}", self._answer),
        ]

    async def _answer(self, request: web.Request) -> web.Response:
        app = self._office.installation
        bearer = request.headers.get("Authorization") == f"Bearer {app.bot_token}"
        self.authorized.append(bearer and "files:read" in app.scopes)
        if not self.authorized[-1]:
            # As Slack does it: 200, and a page for people (facts/slack.md 4, Files).
            return web.Response(text=_LOGIN, content_type="text/html")
        file = self._office.files.get(request.match_info["file"].removeprefix(f"{TEAM}-"))
        if file is None:
            raise web.HTTPNotFound
        _name, raw, mimetype = file.upload
        return web.Response(body=raw, headers={"Content-Type": mimetype})
