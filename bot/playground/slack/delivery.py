"""Brings events, commands and clicks to the app, and events again when nobody took them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Literal

import aiohttp

from bot.playground.slack.events import envelope
from bot.playground.slack.installation import Installation
from bot.playground.slack.sockets import Sockets
from bot.playground.slack.team import Json
from bot.playground.slack.wire import kind_of, request

Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: `reason` is empty if it was taken, else Slack's word for what was wrong.

    `status` is the HTTP status, or 0 when there was none. `answer` is what came back with it.
    """

    via: Literal["http", "socket", "nowhere"]
    number: int
    envelope: Json
    status: int = 0
    reason: str = ""
    answer: Any = None
    final: bool = False


@dataclass(slots=True, eq=False)
class Delivery:
    """One payload on its way, and every attempt so far."""

    kind: Kind
    payload: Json
    attempts: list[Attempt] = field(default_factory=list)
    state: Literal["under way", "taken", "given up"] = "under way"
    tried: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def statuses(self) -> list[int]:
        """The HTTP statuses so far."""
        return [attempt.status for attempt in self.attempts]

    @property
    def failure(self) -> str:
        """What the person is told when the app did not take what they did; empty if it did."""
        reason = self.attempts[0].reason
        if not reason:
            return ""
        return "operation_timeout" if reason == "http_timeout" else "dispatch_failed"


class Deliveries:
    """The post of one app: the socket if one is open, else HTTP; `all` keeps what was sent."""

    def __init__(
        self, installation: Installation, sockets: Sockets, changed: Callable[[], None]
    ) -> None:
        self._app = installation
        self._sockets = sockets
        self._changed = changed
        self._http = aiohttp.ClientSession()
        self._under_way: set[asyncio.Task[None]] = set()
        self._connected = asyncio.Event()
        sockets.watchers.append(self._look)
        self.all: list[Delivery] = []

    def send(self, payload: Json) -> Delivery:
        """Bring `payload` to the app, in the background."""
        delivery = Delivery(kind_of(payload), payload)
        self.all.append(delivery)
        self._begin(self._bring(delivery))
        return delivery

    def tell(self, name: str, event: Json) -> None:
        """Bring an event that the app may have subscribed to as `name`."""
        if name in self._app.events:
            self.send(envelope(event, self._app.clock()))

    async def first(self, payload: Json) -> Delivery:
        """Bring `payload`, and wait until it was tried once; further tries go on behind."""
        delivery = self.send(payload)
        await delivery.tried.wait()
        return delivery

    def _look(self) -> None:
        """Sockets came or went."""
        if len(self._sockets):
            self._connected.set()
        else:
            self._connected.clear()
        self._changed()

    async def close(self) -> None:
        """Stop everything that is under way."""
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._http.close()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _bring(self, delivery: Delivery) -> None:
        # Commands and clicks are never tried again (facts/slack.md 3.2 and 4).
        pauses = [0.0, *(self._app.retries if delivery.kind == "events_api" else ())]
        reason = ""
        for number, pause in enumerate(pauses):
            await asyncio.sleep(pause)
            if delivery.kind == "events_api":
                await self._way_out(sum(pauses[number + 1 :]))
            attempt = await self._attempt(delivery, number, reason)
            reason = attempt.reason
            self._note(delivery, attempt)
            if attempt.final or not reason:
                break
        delivery.state = "given up" if reason else "taken"
        self._changed()

    def _note(self, delivery: Delivery, attempt: Attempt) -> None:
        delivery.attempts.append(attempt)
        delivery.tried.set()
        self._changed()

    async def _way_out(self, patience: float) -> None:
        """With no address and no socket, wait for one as long as the schedule lasts."""
        if not self._app.request_url and not len(self._sockets):
            try:
                async with asyncio.timeout(patience):
                    await self._connected.wait()
            except TimeoutError:
                return

    async def _attempt(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        if len(self._sockets):
            return await self._by_socket(delivery, number, reason)
        if self._app.request_url:
            return await self._by_http(delivery, number, reason)
        return Attempt("nowhere", number, {}, reason="connection_failed")

    async def _by_socket(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        envelope: Json = {
            "envelope_id": token_hex(16),
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": _may_answer(delivery.payload),
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": number, "retry_reason": _SOCKET_WORDS.get(reason, "")}
        try:
            answer = await self._sockets.deliver(envelope, self._app.ack_within)
        except TimeoutError:
            return Attempt("socket", number, envelope, reason="http_timeout")
        except ConnectionError:
            return Attempt("socket", number, envelope, reason="connection_failed")
        return Attempt("socket", number, envelope, status=200, answer=answer)

    async def _by_http(self, delivery: Delivery, number: int, reason: str) -> Attempt:
        asked = request(self._app, delivery.payload, number, reason)
        address, patience = self._app.request_url or "", self._app.ack_within
        envelope = {"headers": asked.headers, "body": asked.body.decode()}
        try:
            async with (
                asyncio.timeout(patience),
                self._http.post(
                    address, data=asked.body, headers=asked.headers, max_redirects=2
                ) as answer,
            ):
                body = await answer.text()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            return Attempt("http", number, envelope, reason=_word(error))
        taken = 200 <= answer.status < 300
        return Attempt(
            "http",
            number,
            envelope,
            status=answer.status,
            reason="" if taken else "http_error",
            answer=_read(body),
            final=answer.headers.get("x-slack-no-retry") == "1",
        )


def _may_answer(payload: Json) -> bool:
    """Whether the acknowledgement may say something: to a command, and to a submitted view."""
    return "command" in payload or payload.get("type") == "view_submission"


_SOCKET_WORDS = {"http_timeout": "timeout", "connection_failed": "connection_failed"}


def _word(error: BaseException) -> str:
    """Slack's word for what went wrong (facts/slack.md 3.1)."""
    if isinstance(error, TimeoutError):
        return "http_timeout"
    if isinstance(error, aiohttp.TooManyRedirects):
        return "too_many_redirects"
    return "connection_failed"


def _read(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body
