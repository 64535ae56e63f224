"""What the page is told: all that its person may see, and then every change, as frames."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from aiohttp import WSMsgType, web

from bot.playground.slack.asked import local
from bot.playground.slack.message import Message
from bot.playground.slack.office import Office
from bot.playground.slack.panel import panel
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.render import render
from bot.playground.slack.session import Session
from bot.playground.slack.sessions import EVENT
from bot.playground.slack.team import (
    ANN,
    BOT_NAME,
    BOT_USER,
    SLACKBOT,
    TEAM,
    TEAM_NAME,
    Channel,
    Json,
    User,
)
from bot.playground.slack.typed import untyped
from bot.playground.slack.workspace import Change

PAGE = Path(__file__).parent / "page"


class Live:
    """All open pages; each belongs to one person, Ann until it says otherwise."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._pages: dict[web.WebSocketResponse, _Page] = {}

    def routes(self) -> list[web.AbstractRouteDef]:
        """The page itself, its files, and its line."""
        return [
            web.get("/", self._index),
            web.static("/page", PAGE),
            web.get("/live", self._serve),
        ]

    def tell(self, change: Change) -> None:
        """Let every page that may see it see it."""
        if not self._pages:
            return
        gone = change.kind == "deleted" and not change.message.deleted
        self._send(change.message, gone=gone)
        if (root := change.message.parent) and not change.message.ephemeral_to:
            self._send(root, gone=root.deleted and not root.replies)

    def show(self, user: str) -> None:
        """Let the pages of one person show the modal and the Home tab that they have now."""
        for page in self._pages.values():
            if page.person == user:
                page.frames.put_nowait({"kind": "screen"} | self._screen(user))

    def introduce(self, user: User) -> None:
        """Let every page know that a member is somewhat different."""
        for page in self._pages.values():
            page.frames.put_nowait({"kind": "user", "user": _user(user)})

    def stands(self, session: Session) -> None:
        """Let every page that may see the thread see whether the agent works there."""
        channel = self._office.workspace.channels[session.channel]
        frame = self._standing(session)
        for page in self._pages.values():
            if page.person in channel.members:
                page.frames.put_nowait(frame)

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

    def _standing(self, session: Session) -> Json:
        app = self._office.installation
        return {
            "kind": "status",
            "channel": session.channel,
            "thread_ts": session.thread_ts,
            "works": session.works(app.clock()),
            "until": session.until,
            "stoppable": EVENT in app.events,
        }

    def _standings(self, me: str) -> list[Json]:
        """How the agent stands in the threads that `me` can see."""
        places = self._office.workspace.channels
        sessions = self._office.sessions.all()
        return [self._standing(one) for one in sessions if me in places[one.channel].members]

    def _send(self, message: Message, *, gone: bool) -> None:
        channel = self._office.workspace.channels[message.channel]
        for page in self._pages.values():
            if _sees(page.person, channel, message):
                page.frames.put_nowait(
                    {"kind": "deleted"} | _key(message)
                    if gone
                    else {"kind": "message", "message": self._drawn(message, page.person)}
                )

    def _everything(self, me: str) -> Json:
        """The first frame: all that `me` can see."""
        workspace, app = self._office.workspace, self._office.installation
        places = [c for c in workspace.channels.values() if c.kind == "channel" or me in c.members]
        return {
            "kind": "workspace",
            "team": {"id": TEAM, "name": TEAM_NAME},
            "me": {"id": me, "name": workspace.users[me].name},
            "users": [_user(user) for user in workspace.users.values()],
            "channels": [_channel(channel, me) for channel in places],
            "commands": [asdict(command) for command in app.offered],
            "shortcuts": [asdict(shortcut) for shortcut in app.within_reach],
            "home_tab": app.home_tab,
            "suggestions": list(app.suggestions),
            "notice": app.notice,
            "messages": [self._drawn(message, me) for message in workspace.seen_by(me)],
            "statuses": self._standings(me),
        } | self._screen(me)

    def _screen(self, user: str) -> Json:
        """The uppermost modal of a person, and their Home tab."""
        screens, names = self._office.screens, self._office.workspace.names()
        top, home = screens.top(user), screens.homes.get(user)
        return {
            "modal": panel(top, names, len(screens.stack(user))) if top else None,
            "home": panel(home, names) if home else None,
        }

    def _drawn(self, message: Message, person: str) -> Json:
        workspace = self._office.workspace
        drawn = render(message.to(person), workspace.names())
        return _key(message) | {
            "thread_ts": message.thread_ts,
            "user": message.user,
            "name": workspace.users[message.user].real_name,
            "html": drawn.html,
            "controls": drawn.controls,
            "source": untyped(message.said.text, workspace) if _human(message) else "",
            "deleted": message.deleted,
            "footer_html": drawn.footer_html,
            "stream": message.stream.state if message.stream else "",
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


def _human(message: Message) -> bool:
    return message.user not in (BOT_USER, SLACKBOT)


def _user(user: User) -> Json:
    wanted = ("id", "name", "real_name", "is_bot", "color", "locale")
    return {name: getattr(user, name) for name in wanted}


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
