"""The doors of the API: messages, count_tokens, models, and 404 for the rest."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

import msgspec
from aiohttp import web

from bot.playground.messages import catalogue, headers, validation
from bot.playground.messages.cache import Cache, measure
from bot.playground.messages.compacting import compacted, folded, folds
from bot.playground.messages.composing import compose
from bot.playground.messages.families import Family
from bot.playground.messages.received import Ending, Received
from bot.playground.messages.refusal import Refused, usual
from bot.playground.messages.script import Break, Fail, Hang, Say, Step, Stream
from bot.playground.messages.seals import Seals
from bot.playground.messages.stage import Conduct, Stage
from bot.playground.messages.wire import Message, events, whole

_LARGEST = 32 * 1024 * 1024  # bytes


class Server(Protocol):
    """What the doors ask of the server that they belong to."""

    async def note(self, received: Received | None = None) -> None:
        """Something about the requests changed; `received` is a new one."""

    def step(self, body: dict[str, Any], seals: Seals) -> Step:
        """What to do with a request."""

    def conduct(self) -> Conduct:
        """How to stream its answer."""

    def now(self) -> float:
        """Seconds, for the cache."""


class Endpoints:
    """Answers requests for one server."""

    def __init__(self, server: Server, key: str, seals: Seals, cache: Cache) -> None:
        self._server = server
        self._key = key
        self._seals = seals
        self._cache = cache
        self._serial = itertools.count(1)
        self._running: set[asyncio.Task[Any]] = set()

    async def close(self) -> None:
        """End what is still being answered."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Any request at all."""
        task = asyncio.current_task()
        if task:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        visit = _Visit(request, await _read(request), f"req_local{next(self._serial):016d}")
        await self._server.note(visit.received)
        try:
            response = await self._open(visit)
        except Refused as refused:
            response = visit.refuse(refused)
        except (ConnectionError, asyncio.CancelledError):
            visit.received.ended = "left"
            raise
        finally:
            visit.received.ended = visit.received.ended or "answered"
            await self._server.note()
        return response

    async def _open(self, visit: _Visit) -> web.StreamResponse:
        received = visit.received
        if len(received.raw) > _LARGEST:
            raise usual(413)
        headers.admit(visit.request.headers, self._key)
        match received.method, received.path.split("?")[0].strip("/").split("/"):
            case "POST", ["v1", "messages"]:
                return await self._messages(visit)
            case "POST", ["v1", "messages", "count_tokens"]:
                return self._count(visit)
            case "GET", ["v1", "models"]:
                return visit.json(catalogue.models())
            case "GET", ["v1", "models", model]:
                return visit.json(catalogue.model(model))
            case _, ["v1", "messages"]:
                raise Refused("Method Not Allowed", 405, "invalid_request_error")
        raise usual(404)

    def _count(self, visit: _Visit) -> web.StreamResponse:
        body = visit.parse()
        validation.check({"max_tokens": 1, **body}, visit.received.headers, self._seals)
        return visit.json({"input_tokens": measure(compacted(body))})

    async def _messages(self, visit: _Visit) -> web.StreamResponse:
        body = visit.parse()
        model, family = validation.check(body, visit.received.headers, self._seals)
        step: Step | None = self._server.step(body, self._seals)
        if isinstance(step, Hang):
            await asyncio.sleep(step.seconds)
            step = step.then
        match step:
            case None:
                return await self._nothing(visit)
            case Fail():
                return visit.fail(step)
            case Stream():
                self._seals.trust(step.raw)
                return await self._stream(visit, step, iter(()))
            case Say() | Break():
                message = self._message(step, body, (model, family), visit.id)
                if body.get("stream"):
                    return await self._stream(visit, step, events(message))
                return await self._whole(visit, step, message)
        raise TypeError(step)

    def _message(
        self, step: Say | Break, body: dict[str, Any], named: tuple[str, Family], request_id: str
    ) -> Message:
        model, family = named
        say = step.say if isinstance(step, Break) else step
        message = compose(say, body, family, self._seals)
        self._seals.trust(msgspec.json.encode(say.blocks))
        read = compacted({**body, "model": model})
        billed = self._cache.bill(read, family, self._server.now())
        usage = message.usage
        usage = replace(
            billed,
            output=usage.output,
            thinking=usage.thinking,
            searches=usage.searches,
            fetches=usage.fetches,
        )
        message = replace(message, id=request_id.replace("req_", "msg_"), model=model, usage=usage)
        edit = folds(body, measure(read))
        return folded(message, edit, body, self._seals) if edit else message

    async def _whole(
        self, visit: _Visit, step: Say | Break, message: Message
    ) -> web.StreamResponse:
        if isinstance(step, Say):
            return visit.json(whole(message))
        if step.kind == "error":
            raise usual(529)
        return await self._nothing(visit)

    async def _nothing(self, visit: _Visit) -> web.StreamResponse:
        """The connection drops before there is an answer."""
        visit.received.ended = "broken"
        if visit.request.transport:
            visit.request.transport.close()
        return web.Response()

    async def _stream(self, visit: _Visit, step: Step, told: Any) -> web.StreamResponse:
        response = visit.begin()
        await response.prepare(visit.request)
        stage = Stage(visit.request, response, self._server.conduct())
        match step:
            case Stream():
                await stage.raw(step)
            case Break():
                visit.received.ended = "broken"
                await stage.broken(told, step)
            case _:
                await stage.play(told)
        return response


class _Visit:
    """One request and the response it gets."""

    def __init__(self, request: web.Request, raw: bytes, id: str) -> None:  # noqa: A002
        self.request = request
        self.id = id
        self.received = Received.of(request.method, request.path_qs, request.headers, raw)
        try:
            self.received.body = msgspec.json.decode(raw)
        except msgspec.DecodeError:
            self.received.body = None

    def parse(self) -> dict[str, Any]:
        """The body, or why it is none."""
        return headers.parse(self.request.headers, self.received.raw)

    def json(
        self, body: Any, status: int = 200, more: Mapping[str, str] | None = None
    ) -> web.Response:
        """An answer at once."""
        self.received.status = status
        told = {**headers.response(self.id), **(more or {})}
        told.setdefault("content-type", "application/json")
        raw = body.encode() if isinstance(body, str) else body
        raw = raw if isinstance(raw, bytes) else msgspec.json.encode(raw)
        return web.Response(body=raw, status=status, headers=told)

    def begin(self) -> web.StreamResponse:
        """The head of a stream."""
        self.received.status = 200
        return web.StreamResponse(headers={**headers.response(self.id), **headers.STREAM})

    def refuse(self, refused: Refused) -> web.Response:
        """The API's own error."""
        self.received.ended = "refused"
        more = {"x-should-retry": "true" if refused.status >= 500 else "false"}
        return self.json(refused.body(self.id), refused.status, more)

    def fail(self, step: Fail) -> web.Response:
        """The error that was asked for."""
        ending: Ending = "refused"
        self.received.ended = ending
        body = usual(step.status).body(self.id) if step.body is None else step.body
        return self.json(body, step.status, step.headers)


async def _read(request: web.Request) -> bytes:
    """The whole body, but no more than shows that it is too large."""
    raw = bytearray()
    async for piece in request.content.iter_any():
        raw += piece
        if len(raw) > _LARGEST:
            break
    return bytes(raw)
