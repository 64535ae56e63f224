"""A `Model` that streams from `POST /v1/messages`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx

from bot.adapters.messages.endpoint import Endpoint
from bot.adapters.messages.failure import FOREIGN, failure, unlike
from bot.adapters.messages.reading import Reading
from bot.answer.answer import Delta
from bot.answer.request import Request

_MOST = 64 * 1024  # bytes of an error that are read
_PIECE = 512 * 1024  # bytes of a large request that are sent at once
_AFTER = 0.2  # seconds for the last bytes behind message_stop; a person waits meanwhile
_SOON = 2.0  # seconds for an error to tell its reason


class MessagesModel:
    """Asks one endpoint, over connections that all answers share."""

    def __init__(self, client: httpx.AsyncClient, endpoint: Endpoint) -> None:
        self._client = client
        self._endpoint = endpoint

    def stream(self, request: Request) -> AsyncGenerator[Sequence[Delta], None]:
        return self.events(request.body(), request.betas)

    async def events(
        self, body: Mapping[str, Any], betas: Iterable[str] = ()
    ) -> AsyncGenerator[Sequence[Delta], None]:
        """The events that answer a body of `POST /v1/messages`; comes and fails as `stream`."""
        reading = Reading(self._endpoint.concealed)
        async with self._asked(_encoded(body), betas, reading) as pieces:
            async for piece in pieces:
                deltas, wrong = reading.deltas(piece)
                if deltas:
                    yield deltas
                if wrong:
                    raise wrong
                if reading.ended:
                    await _drain(pieces)
                    return
            deltas, wrong = reading.rest()
            if deltas:
                yield deltas
            if wrong:
                raise wrong

    @asynccontextmanager
    async def _asked(
        self, raw: bytes, betas: Iterable[str], reading: Reading
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes that answer a request; what breaks while they are read is a `ModelError`."""
        try:
            async with self._client.stream(
                "POST",
                self._endpoint.url,
                headers={**self._endpoint.headers(betas), "content-length": str(len(raw))},
                content=raw if len(raw) <= _PIECE else _pieces(raw),
                follow_redirects=False,
            ) as response:
                await self._check(response)
                yield response.aiter_bytes()
        except FOREIGN as error:
            raise reading.broken(error) from None

    async def _check(self, response: httpx.Response) -> None:
        """The `ModelError` that the response is, unless it is a stream of events."""
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.status_code == 200 and kind not in ("text/html", "application/json"):
            return
        body = self._endpoint.concealed(await _beginning(response))
        if response.status_code == 200:
            raise unlike(kind, body)
        raise failure(response.status_code, response.headers, body)


async def _pieces(raw: bytes) -> AsyncIterator[bytes]:
    """A request with files in it, bit by bit: at once it would hold up all other answers."""
    for start in range(0, len(raw), _PIECE):
        yield raw[start : start + _PIECE]


async def _beginning(response: httpx.Response) -> bytes:
    """As much of a body as can be had soon; the status says most of it anyway."""
    body = bytearray()
    with suppress(*FOREIGN):
        async with asyncio.timeout(_SOON):
            await _fill(body, response)
    return bytes(body[:_MOST])


async def _fill(body: bytearray, response: httpx.Response) -> None:
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > _MOST:
            return


async def _drain(pieces: AsyncIterator[bytes]) -> None:
    """Read on to the end of the body, so that the connection can be used again."""
    with suppress(*FOREIGN):
        async with asyncio.timeout(_AFTER):
            async for _ in pieces:
                pass


def _encoded(body: Mapping[str, Any]) -> bytes:
    # Half of a surrogate pair, which JSON can spell and UTF-8 can't, becomes a question mark.
    return json.dumps(body, ensure_ascii=False).encode(errors="replace")
