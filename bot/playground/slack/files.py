"""What people and the app uploaded: kept in memory, told of, and handed out to the app alone."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.file import File, Upload
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, TEAM, Json

_LOGIN = (
    "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head>"
    "<body><h1>Sign in to your workspace</h1></body></html>"
)


def upload(office: Office, user: str, uploads: Sequence[Upload]) -> list[Json]:
    """Keep what somebody uploads; the file objects of their message."""
    return [keep(office, user, told).wire() for told in uploads]


def keep(office: Office, user: str, told: Upload, id_: str = "", title: str = "") -> File:
    """Keep one file, under an id that was given out before or a new one."""
    created = int(office.installation.clock())
    id_ = id_ or office.file_id()
    file = File(id_, user, created, told, office.root, office.site, title)
    office.files[id_] = file
    return file


def info(office: Office, args: Arguments) -> Json:
    """The facts of one file or canvas, and where it was shared as far as the bot can see."""
    office.installation.require("files:read")
    id_ = args.need("file")
    file = office.files.get(id_) or office.canvases.get(id_)
    if file is None:
        raise Refusal("file_not_found")
    told = file.wire() | _shares(office, id_)
    return {"file": told, "comments": [], "response_metadata": {"next_cursor": ""}}


def _shares(office: Office, id_: str) -> Json:
    """`channels`, `groups`, `ims` and `shares` of a file object (docs.slack.dev, file object)."""
    told: Json = {"channels": [], "groups": [], "ims": [], "shares": {}}
    for channel in office.workspace.channels.values():
        if BOT_USER not in channel.members:
            continue
        said = [m for m in office.workspace.timeline(channel) if id_ in m.said.shared]
        if said:
            kind = {"channel": "channels", "private": "groups", "im": "ims"}[channel.kind]
            told[kind].append(channel.id)
            how = "public" if channel.kind == "channel" else "private"
            there = [{"ts": m.ts, "team_id": TEAM} | _root(m.thread_ts) for m in said]
            told["shares"].setdefault(how, {})[channel.id] = there
    return told


def _root(thread_ts: str | None) -> Json:
    return {"thread_ts": thread_ts} if thread_ts else {}


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
