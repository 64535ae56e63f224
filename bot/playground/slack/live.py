"""What the page is told: all that its person may see, and then every change, as frames."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from aiohttp import WSMsgType, web

from bot.playground.slack import frames
from bot.playground.slack.asked import local
from bot.playground.slack.message import Message
from bot.playground.slack.offers import Offer
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.session import Session
from bot.playground.slack.team import ANN, Channel, Json, User
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
                page.frames.put_nowait({"kind": "screen"} | frames.screen(self._office, user))

    def introduce(self, user: User) -> None:
        """Let every page know that a member is somewhat different."""
        for page in self._pages.values():
            page.frames.put_nowait({"kind": "user", "user": frames.user(user)})

    def stands(self, session: Session) -> None:
        """Let every page that may see the thread see whether the agent works there."""
        self._tell_members(session.channel, frames.standing(self._office, session))

    def offers(self, offer: Offer) -> None:
        """Let every page that may see the place see what the agent offers there."""
        self._tell_members(offer.channel, frames.offer(offer))

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
        page.frames.put_nowait(frames.everything(self._office, page.person))
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
            page.frames.put_nowait(frames.everything(self._office, person.id))

    def _tell_members(self, channel: str, frame: Json) -> None:
        members = self._office.workspace.channels[channel].members
        for page in self._pages.values():
            if page.person in members:
                page.frames.put_nowait(frame)

    def _send(self, message: Message, *, gone: bool) -> None:
        channel = self._office.workspace.channels[message.channel]
        for page in self._pages.values():
            if _sees(page.person, channel, message):
                page.frames.put_nowait(
                    {"kind": "deleted"} | frames.key(message)
                    if gone
                    else {
                        "kind": "message",
                        "message": frames.message(self._office, message, page.person),
                    }
                )


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


def _sees(person: str, channel: Channel, message: Message) -> bool:
    return person in channel.members and message.ephemeral_to in (None, person)
