"""A local Slack: one workspace, its Web API, its events and its page, on one port."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar, Unpack

from aiohttp import web

from bot.playground.slack.answers import answer
from bot.playground.slack.asked import Asked
from bot.playground.slack.bell import Bell
from bot.playground.slack.delivery import Deliveries, Delivery
from bot.playground.slack.dock import Dock
from bot.playground.slack.doing import Doing
from bot.playground.slack.doors import Doors
from bot.playground.slack.events import envelope, events
from bot.playground.slack.faults import Fault, Trouble
from bot.playground.slack.files import Downloads
from bot.playground.slack.installation import Installation
from bot.playground.slack.limits import Limits
from bot.playground.slack.live import Live
from bot.playground.slack.offers import Offer
from bot.playground.slack.office import Office
from bot.playground.slack.people import People
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.screens import Screens
from bot.playground.slack.session import Session
from bot.playground.slack.shelf import Shelf
from bot.playground.slack.sockets import Sockets
from bot.playground.slack.team import Json
from bot.playground.slack.viewing import Viewing
from bot.playground.slack.web_api import Call, WebApi
from bot.playground.slack.workspace import Change, Workspace

T = TypeVar("T")
_LARGEST = 64 * 1024 * 1024
"""Bytes of one request at most: the page sends files with what was typed."""


@dataclass(kw_only=True, eq=False, repr=False)
class LocalSlack(Installation, Doing):
    """`async with LocalSlack(port=0, ...) as slack`: all fields of `Installation` are keywords.

    While it is open: `url` ends with a slash, `api_url` is the Web API's, `socket_count` says how
    many sockets are open, `calls` and `deliveries` tell what went both ways.
    """

    port: int = 0
    workspace: Workspace = field(init=False)
    office: Office = field(init=False)

    async def __aenter__(self) -> Self:
        self._bell = Bell()
        self.workspace = Workspace(self.clock)
        for name, locale in self.locales.items():
            self.workspace.register(replace(self.workspace.user(name), locale=locale))
        for name, role in self.roles.items():
            self.workspace.register(replace(self.workspace.user(name), role=role))
        self.office = Office(self, self.workspace, Doors(self.clock), Screens(self.clock))
        limits = Limits(self.clock, self.rates, self.per_channel)
        self._web_api = WebApi(self.office, limits, self._heard)
        self._sockets = Sockets(self.office.doors)
        self._post = Deliveries(self, self._sockets, self._bell.ring)
        self._people = People(self.office, self._post)
        self._viewing = Viewing(self.office, self._post)
        self._live = Live(self.office)
        self._asked = Asked(self._people, self._viewing)
        self.office.sessions.watchers.append(self._stands)
        self.office.offers.watchers.append(self._offered)
        self._downloads = Downloads(self.office)
        self._dock = Dock(self.office, self._web_api, self._heard)
        self._mentions = 0
        self.workspace.watchers.append(self._changed)
        self.workspace.registrars.append(self._live.introduce)
        self.office.screens.watchers.append(self._looked)
        try:
            await self._listen()
        except OSError:  # the port is taken: nobody will leave what was never entered
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._web_api.close()
        for timer in self.office.timers:
            timer.cancel()
        await self._post.close()
        await self._sockets.close()
        await self._live.close()
        await self._runner.cleanup()
        # The sockets that were just closed leave the loop one turn later.
        await asyncio.sleep(0)

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT/`: the page."""
        return self.office.root

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` should be."""
        return f"{self.url}api/"

    @property
    def calls(self) -> list[Call]:
        """Every Web API call that came in, oldest first."""
        return self._web_api.calls

    @property
    def limits(self) -> Limits:
        """How often each method was accepted and refused."""
        return self._web_api.limits

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the app, oldest first."""
        return self._post.all

    @property
    def downloads(self) -> list[bool]:
        """For every file that was asked for, oldest first, whether it was handed out."""
        return self._downloads.authorized

    @property
    def socket_count(self) -> int:
        """How many sockets the app has open."""
        return len(self._sockets)

    async def deliver(self, payload: Json) -> Delivery:
        """Bring any payload to the app; it was tried once when this returns."""
        return await self._post.first(payload)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the app's sockets to go: `warning` leaves them open, any other reason does not."""
        await self._sockets.disconnect(reason)

    async def until(self, predicate: Callable[[], T], timeout: float = 10) -> T:  # noqa: ASYNC109
        """What `predicate` gives once it is true, asked again whenever anything changes."""
        return await self._bell.until(predicate, timeout)

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Json]:
        """What stands in a channel, or in a thread with its root, as Slack keeps it."""
        place = self.workspace.channel(channel)
        said = self.workspace.timeline(place)
        if thread_ts:
            said = [m for m in said if thread_ts in (m.ts, m.parent and m.parent.ts)]
        else:
            said = [m for m in said if not m.parent or m.broadcast]
        return [message.wire(metadata=True) | {"channel": place.id} for message in said]

    def seen_by(self, user: str) -> list[Json]:
        """All that one person can read, whispers included (`ephemeral_to`), oldest first."""
        person = self.workspace.user(user).id
        return [
            message.to(person) | {"channel": message.channel, "ephemeral_to": message.ephemeral_to}
            for message in self.workspace.seen_by(person)
        ]

    def status(self, channel: str, thread_ts: str) -> str:
        """How the agent stands in a thread: `processing` as long as people see it at work."""
        session = self.office.sessions.of(self.workspace.channel(channel).id, thread_ts)
        over = session.status == "processing" and not session.works(self.clock())
        return "active" if over else session.status

    def fault(self, method: str, **trouble: Unpack[Trouble]) -> None:
        """Let the next calls of `method` go wrong; see `Fault`."""
        self._web_api.faults.add(method, Fault(**trouble))

    def heal(self) -> None:
        """Nothing goes wrong any more."""
        self._web_api.faults.clear()

    async def _listen(self) -> None:
        app = web.Application(client_max_size=_LARGEST)
        app.add_routes(self._live.routes())
        app.add_routes(self._asked.routes())
        app.add_routes(self._downloads.routes())
        app.add_routes(self._dock.routes())
        app.add_routes(Shelf(self.office).routes())
        app.router.add_route("*", "/api/{method}", self._web_api.answer)
        app.router.add_get("/link/", self._sockets.serve)
        app.router.add_post("/hooks/{kind}/{key}", self._answered)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.office.root = f"http://127.0.0.1:{self.port}/"

    async def _answered(self, request: web.Request) -> web.Response:
        try:
            hook = self.office.doors.use(request.path.removeprefix("/"))
            answer(self.office, hook, await _object(request))
        except Refusal as refusal:
            return web.json_response(refusal.body, status=404 if "url" in refusal.code else 400)
        return web.Response(text="ok")

    def _heard(self, call: Call) -> None:
        if not call.ok:
            self._live.refused(call.method, call.error)
        self._bell.ring()

    def _stands(self, session: Session) -> None:
        self._live.stands(session)
        self._bell.ring()

    def _offered(self, offer: Offer) -> None:
        self._live.offers(offer)
        self._bell.ring()

    def _changed(self, change: Change) -> None:
        message = change.message
        channel = self.workspace.channels[message.channel]
        if change.kind == "posted" and not self.workspace.users[message.user].is_bot:
            self.office.offers.withdraw(channel.id, message.thread_ts or "")
        wanted = [e for name, e in events(change, channel).items() if name in self.events]
        if len(wanted) > 1:
            # Slack promises no order for the two events of a mention, so it changes every time.
            self._mentions += 1
            wanted = wanted[:: 1 if self._mentions % 2 else -1]
        for event in wanted:
            self._post.send(envelope(event, self.clock()))
        self._live.tell(change)
        self._bell.ring()

    def _looked(self, user: str) -> None:
        self._live.show(user)
        self._bell.ring()


async def _object(request: web.Request) -> Json:
    try:
        told = await request.json()
    except ValueError:
        raise Refusal("invalid_payload") from None
    if not isinstance(told, dict):
        raise Refusal("invalid_payload")
    return told
