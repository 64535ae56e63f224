"""Socket Mode: websockets that apps open, envelopes that go out, acknowledgements that come in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.slack.doors import Doors
from bot.playground.slack.team import APP, Json

MOST = 10
"""Open connections of one app (facts/slack.md 3.2)."""


class Sockets:
    """All open connections, used in turn; `watchers` are called when they come and go."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self.watchers: list[Callable[[], None]] = []
        self._open: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Any]] = {}

    def __len__(self) -> int:
        return len(self._open)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its hello to its end."""
        if not self._doors.admit(request.query.get("ticket", "")):
            return web.Response(status=401, text="invalid ticket")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._open) >= MOST:
            await self._dismiss(socket, "too_many_websockets")
            return socket
        self._open.append(socket)
        try:
            await socket.send_json(self._hello())
            self._changed()
            await self._listen(socket)
        finally:
            self._leave(socket)
        return socket

    async def deliver(self, envelope: Json, patience: float) -> Json | None:
        """The acknowledgement of an envelope; `TimeoutError`, `ConnectionError`."""
        if not self._open:
            raise ConnectionError("no socket is open")
        socket = self._open.pop(0)
        self._open.append(socket)
        acknowledged = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = acknowledged
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(patience):
                payload: Json | None = await acknowledged
                return payload
        finally:
            del self._acks[envelope["envelope_id"]]

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go; Slack closes them itself unless it only warns."""
        for socket in list(self._open):
            if reason == "warning":
                await socket.send_json(_disconnect(reason))
            else:
                self._leave(socket)
                await self._dismiss(socket, reason)

    async def close(self) -> None:
        """Close all of them without a word."""
        for socket in list(self._open):
            self._leave(socket)
            await socket.close()

    async def _dismiss(self, socket: web.WebSocketResponse, reason: str) -> None:
        await socket.send_json(_disconnect(reason))
        await socket.close()

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                self._acknowledge(frame.data)

    def _acknowledge(self, text: str) -> None:
        try:
            said = json.loads(text)
        except ValueError:
            return
        if isinstance(said, dict):
            waiting = self._acks.get(str(said.get("envelope_id")))
            if waiting and not waiting.done():
                waiting.set_result(said.get("payload"))

    def _leave(self, socket: web.WebSocketResponse) -> None:
        if socket in self._open:
            self._open.remove(socket)
            self._changed()

    def _changed(self) -> None:
        for watcher in self.watchers:
            watcher()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": 3600,
            },
            "connection_info": {"app_id": APP},
        }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
