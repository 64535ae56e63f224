"""A load balancer in front of the web processes: each request goes to one that is there."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Self

import aiohttp
from aiohttp import web

_OURS = ("content-length", "transfer-encoding", "connection", "date", "server", "host")


class Balancer:
    """Listens on `port` and spreads what comes over the ports that `backends` names."""

    def __init__(self, backends: Callable[[], Sequence[int]], chance: random.Random) -> None:
        self._backends = backends
        self._chance = chance
        self.port = 0

    async def __aenter__(self) -> Self:
        self._client = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(10), connector=aiohttp.TCPConnector(force_close=True)
        )
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._forward)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._client.close()

    async def _forward(self, request: web.Request) -> web.Response:
        body = await request.read()
        ports = list(self._backends())
        for port in self._chance.sample(ports, len(ports)):
            try:
                return await self._ask(port, request, body)
            except aiohttp.ClientConnectorError:
                continue  # nobody listens there: the next one
            except (aiohttp.ClientError, TimeoutError):
                return web.Response(status=502)
        return web.Response(status=503)

    async def _ask(self, port: int, request: web.Request, body: bytes) -> web.Response:
        url = f"http://127.0.0.1:{port}{request.path_qs}"
        told = _passed(request.headers)
        async with self._client.request(request.method, url, data=body, headers=told) as answer:
            said = await answer.read()
            return web.Response(status=answer.status, body=said, headers=_passed(answer.headers))


def _passed(headers: aiohttp.typedefs.LooseHeaders) -> dict[str, str]:
    return {name: value for name, value in dict(headers).items() if name.lower() not in _OURS}
