"""What the page is told, and what it asks for: frames down, clicks and words up."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from bot.playground.slack.file import Upload
from bot.playground.slack.message import Message
from bot.playground.slack.office import Office
from bot.playground.slack.people import People
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.render import render
from bot.playground.slack.team import ANN, BOT_NAME, TEAM, TEAM_NAME, Channel, Json
from bot.playground.slack.workspace import Change

PAGE = Path(__file__).parent / "page"
_HERE = ("127.0.0.1", "localhost")

Ask = Callable[[Mapping[str, Any]], Awaitable[Json]]


class Live:
    """All open pages; each belongs to one person, Ann until it says otherwise."""

    def __init__(self, office: Office, people: People) -> None:
        self._office = office
        self._people = people
        self._pages: dict[web.WebSocketResponse, _Page] = {}

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page itself, its files, its line, and the two things it can ask for."""
        return [
            web.get("/", self._index),
            web.static("/page", PAGE),
            web.get("/live", self._serve),
            web.post("/type", self._asked(self._type)),
            web.post("/press", self._asked(self._press)),
        ]

    def tell(self, change: Change) -> None:
        """Let every page that may see it see it."""
        if not self._pages:
            return
        gone = change.kind == "deleted" and not change.message.deleted
        self._send(change.message, gone=gone)
        if (root := change.message.parent) and not change.message.ephemeral_to:
            self._send(root, gone=root.deleted and not root.replies)

    def refused(self, method: str, error: str) -> None:
        """Let every page know that the app was told no."""
        for page in self._pages.values():
            page.frames.put_nowait({"kind": "refused", "method": method, "error": error})

    async def close(self) -> None:
        """Close every page."""
        for socket in list(self._pages):
            await socket.close()

    async def _index(self, request: web.Request) -> web.StreamResponse:
        local(request)
        return web.FileResponse(PAGE / "index.html")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        local(request)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        page = self._pages[socket] = _Page(ANN.id)
        page.frames.put_nowait(self._everything(page.person))
        writing = asyncio.create_task(page.write(socket))
        try:
            async for frame in socket:
                if frame.type == WSMsgType.TEXT:
                    self._heard(page, frame.data)
        finally:
            del self._pages[socket]
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
        return socket

    def _heard(self, page: _Page, text: str) -> None:
        try:
            said = json.loads(text)
            person = self._office.workspace.user(said["user"])
        except (ValueError, KeyError, TypeError, Refusal):
            return
        if said.get("kind") == "i am" and not person.is_bot:
            page.person = person.id
            page.frames.put_nowait(self._everything(person.id))

    def _asked(self, ask: Ask) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            local(request)
            if request.content_type != "application/json":
                # A form of another site can't send this type without asking the browser first.
                raise web.HTTPUnsupportedMediaType
            try:
                told = await request.json()
                return web.json_response({"ok": True} | await ask(told))
            except Refusal as refusal:
                return web.json_response(refusal.body)
            except (ValueError, KeyError, TypeError, AttributeError):
                return web.json_response({"ok": False, "error": "invalid_arguments"}, status=400)

        return answer

    async def _type(self, told: Mapping[str, Any]) -> Json:
        where = (told["user"], told["channel"], told["text"], told.get("thread_ts"))
        files = [_upload(file) for file in told.get("files") or ()]
        return {"ts": await self._people.type(*where, files)}

    async def _press(self, told: Mapping[str, Any]) -> Json:
        where = (told["user"], told["channel"], told["ts"])
        await self._people.press(*where, told["action_id"], told.get("value"))
        return {}

    def _send(self, message: Message, *, gone: bool) -> None:
        channel = self._office.workspace.channels[message.channel]
        frame: Json = {"kind": "deleted"} | _key(message)
        if not gone:
            frame = {"kind": "message", "message": self._drawn(message)}
        for page in self._pages.values():
            if _sees(page.person, channel, message):
                page.frames.put_nowait(frame)

    def _everything(self, me: str) -> Json:
        """The first frame: all that `me` can see."""
        workspace, app = self._office.workspace, self._office.installation
        places = [c for c in workspace.channels.values() if c.kind == "channel" or me in c.members]
        wanted = ("id", "name", "real_name", "is_bot", "color")
        return {
            "kind": "workspace",
            "team": {"id": TEAM, "name": TEAM_NAME},
            "me": {"id": me, "name": workspace.users[me].name},
            "users": [{k: getattr(u, k) for k in wanted} for u in workspace.users.values()],
            "channels": [_channel(channel, me) for channel in places],
            "commands": [asdict(command) for command in app.offered],
            "suggestions": list(app.suggestions),
            "notice": app.notice,
            "messages": [self._drawn(message) for message in workspace.seen_by(me)],
        }

    def _drawn(self, message: Message) -> Json:
        workspace = self._office.workspace
        drawn = render(message.wire(), workspace.names())
        return _key(message) | {
            "thread_ts": message.thread_ts,
            "user": message.user,
            "name": workspace.users[message.user].real_name,
            "html": drawn.html,
            "buttons": drawn.buttons,
            "footer_html": drawn.footer_html,
            "edited": bool(message.edited),
            "files": [{k: file[k] for k in ("name", "size")} for file in message.said.files],
            "ephemeral_to": message.ephemeral_to,
            "reply_count": len(message.replies),
            "time": float(message.ts),
        }


class _Page:
    """One open page: whose it is, and the frames that wait for it."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.frames: asyncio.Queue[Json] = asyncio.Queue()

    async def write(self, socket: web.WebSocketResponse) -> None:
        """Send the frames one by one, until the page is gone."""
        try:
            while True:
                await socket.send_json(await self.frames.get())
        except ConnectionError:
            return


def local(request: web.Request) -> None:
    """403 unless a page of this machine asks: other sites may not speak through a browser."""
    origin = request.headers.get("Origin")
    hosts = [urlsplit(f"//{request.host}").hostname]
    hosts += [urlsplit(origin).hostname] if origin else []
    if any(host not in _HERE for host in hosts):
        raise web.HTTPForbidden(text="The playground only talks to this machine.")


def _upload(told: Mapping[str, str]) -> Upload:
    """A file as the page sends it: its bytes as base64."""
    raw = base64.b64decode(told["data"], validate=True)
    return told["name"], raw, told.get("type") or "application/octet-stream"


def _sees(person: str, channel: Channel, message: Message) -> bool:
    return person in channel.members and message.ephemeral_to in (None, person)


def _key(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts}


def _channel(channel: Channel, me: str) -> Json:
    return {
        "id": channel.id,
        "name": BOT_NAME if channel.kind == "im" else channel.name,
        "kind": channel.kind,
        "member": me in channel.members,
        "topic": channel.topic,
    }
