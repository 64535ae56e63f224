"""Connections that ask, each time they open, where the primary is: of Sentinels or of a Cluster.

All our keys share one hash tag, so that in a Cluster, too, one node has them all: everything that
one server can do (scripts, pipelines, BRPOP, Pub/Sub, WAIT) goes on with it.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis, Sentinel
from redis.asyncio.connection import Connection, SSLConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import MasterNotFoundError
from redis.backoff import NoBackoff
from redis.crc import key_slot
from redis.exceptions import AskError, MovedError, ReadOnlyError, RedisError
from redis.exceptions import ConnectionError as NoConnection

from bot.adapters.redis import keys
from bot.adapters.redis.address import Address, Host

log = logging.getLogger(__name__)

HESITATION = 0.4
"""Seconds that one Sentinel or node has to tell: there may be several to ask within Slack's 3 s."""

Seek = Callable[[], Awaitable[Host]]
"""Finds where the primary is now."""


class _Seeking(Connection):
    """A connection that opens to wherever the primary is."""

    def __init__(self, *, seek: Seek, **options: Any) -> None:
        super().__init__(**options)
        self._seek = seek

    async def _connect(self) -> None:
        self.host, self.port = await self._seek()
        await super()._connect()  # type: ignore[no-untyped-call]

    async def read_response(self, *arguments: Any, **options: Any) -> Any:
        try:
            return await super().read_response(*arguments, **options)
        except (AskError, MovedError, ReadOnlyError):
            # It was the primary. The command has failed; the next one goes to the new primary.
            self.mark_for_reconnect()  # type: ignore[no-untyped-call]
            raise


class _SeekingTLS(_Seeking, SSLConnection):
    """The same with TLS."""


class PrimaryPool(BlockingConnectionPool):
    """A pool in which no connection outlives its primary."""

    def __init__(self, seek: Seek, **options: Any) -> None:
        tls = options.pop("connection_class", None) is SSLConnection
        self._seek = seek
        self._at: Host | None = None
        kind = _SeekingTLS if tls else _Seeking
        super().__init__(connection_class=kind, seek=self._found, **options)

    async def ensure_connection(self, connection: Any) -> None:
        """Leave what goes to a former primary: if it is a black hole, it tells nothing itself."""
        if connection.is_connected and (connection.host, connection.port) != self._at:
            await connection.disconnect()
        await super().ensure_connection(connection)

    async def _found(self) -> Host:
        at = await self._seek()
        if self._at not in (None, at):
            log.warning("another Redis is the primary now")
        self._at = at
        return at


@asynccontextmanager
async def seeking(address: Address, options: dict[str, Any]) -> AsyncIterator[Seek]:
    """How to find the primary of `address`; `options` are those of connections to it."""
    tls = options.get("connection_class") is SSLConnection
    secure = {"ssl": tls, **{k: v for k, v in options.items() if k.startswith("ssl_")}}
    limits: dict[str, Any] = {
        "socket_timeout": HESITATION,
        "socket_connect_timeout": HESITATION,
        "retry": Retry(NoBackoff(), 0),
        **(secure if tls else {}),
    }
    if address.kind == "sentinel":
        us = {**limits, **dict(address.guard)}
        sentinel = Sentinel(address.hosts, sentinel_kwargs=us)  # type: ignore[no-untyped-call]
        try:
            yield partial(_watched, sentinel, address.name)
        finally:
            await sentinel.aclose()
    else:
        who = {k: v for k, v in options.items() if k in {"username", "password"}}
        yield Cluster(address.hosts, {**limits, **who}).seek


async def _watched(sentinel: Sentinel, name: str) -> Host:
    try:
        host, port = await sentinel.discover_master(name)
    except MasterNotFoundError:  # its text tells all about each Sentinel, at great length
        raise NoConnection(f"no Sentinel knows a primary of {name} that lives") from None
    return str(host), int(port)


class Cluster:
    """Asks nodes of a Cluster, one after the other, which of them has our keys."""

    def __init__(self, nodes: tuple[Host, ...], options: dict[str, Any]) -> None:
        self._nodes = deque(nodes)
        self._options = options
        self._slot = key_slot(keys.READY.encode())

    async def seek(self) -> Host:
        """The node that has our slot; `redis.exceptions.ConnectionError` if none says so."""
        for _ in range(len(self._nodes)):
            node = self._nodes[0]
            # The next one first, the next time: what this one says may not be true any more.
            self._nodes.rotate(-1)
            try:
                return await self._ask(node)
            except (RedisError, OSError) as error:
                log.info("a node of the Cluster does not say who has our keys: %s", error)
        raise NoConnection("no node of the Cluster says who has our keys")

    async def _ask(self, node: Host) -> Host:
        async with Redis(host=node[0], port=node[1], **self._options) as redis:
            ranges = await redis.execute_command("CLUSTER", "SLOTS")  # type: ignore[no-untyped-call]
        told = [(first <= self._slot <= last, _host(at, node)) for first, last, at, *_ in ranges]
        for _, host in told:
            if host not in self._nodes:
                self._nodes.append(host)
        ours = next((host for has, host in told if has), None)
        if ours is None:
            raise NoConnection("CLUSTERDOWN nobody has our slot")
        return ours


def _host(told: Any, asked: Host) -> Host:
    """A node as CLUSTER SLOTS tells it: without a name where it is the one that was asked."""
    name = told[0].decode() if isinstance(told[0], bytes) else told[0]
    return name or asked[0], int(told[1])
