"""The way to Redis, or to the one embedded in this process; its errors end here."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any, Final

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as NoReply
from redis.maint_notifications import MaintNotificationsConfig

from bot.adapters.redis.address import Address, parse
from bot.adapters.redis.primary import PrimaryPool, seeking
from bot.errors import StoreAway, StoreError

PATIENCE = 1.0
"""Seconds for connecting, and for each reply: Slack waits three for us. A BRPOP must nap less."""

CONNECTIONS = 64
"""At most, for each process; who needs one more waits `PATIENCE` for it."""

_OPTION: Final = "has an option after its ? that redis-py does not know, or can't read"
# https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors: the first word.
_AWAY = frozenset({
    "ASK", "BUSY", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "MISCONF", "MOVED",
    "NOREPLICAS", "NOSCRIPT", "OOM", "READONLY", "TRYAGAIN", "UNBLOCKED",
})  # fmt: skip
_FLAGS = re.compile(r"\A#!lua .*\n")
_CLOSED = "the handler is closed"
"""uvloop's words, and no OSError, for writing to a line that Redis has just closed."""


def embedded(url: str | None) -> bool:
    """Whether `url` (unset, or `memory://`) means the Redis that ends with the process."""
    return not url or url.startswith("memory://")


def wrong(url: str) -> str:
    """Why `url` can't be used, in words that do not quote it; "" if it can, as far as it says."""
    if embedded(url):
        return ""
    try:
        address = parse(url)
    except ValueError as error:
        # redis-py quotes what it can't read; what we say ourselves begins with this word.
        return str(error) if str(error).startswith("must ") else _OPTION
    try:
        # No line is opened, but an option that nobody knows shows in making it.
        BlockingConnectionPool(**_options(address)).make_connection()  # type: ignore[no-untyped-call]
    except (TypeError, ValueError, RedisError):
        return _OPTION
    return ""


@asynccontextmanager
async def connect(url: str | None) -> AsyncIterator[Redis]:
    """Redis at `url`; nothing is sent before the first command. `ValueError` for no such URL.

    The embedded one is new and empty each time: all rooms of a process share one `connect`.
    """
    if not url or embedded(url):
        async with _embedded() as redis:
            yield redis
        return
    address = parse(url)
    options = _options(address)
    async with AsyncExitStack() as lines:
        if address.kind == "server":
            pool = BlockingConnectionPool(**options)
        else:
            seek = await lines.enter_async_context(seeking(address, options))
            pool = PrimaryPool(seek, **options)
        yield await lines.enter_async_context(Redis.from_pool(pool))


def _options(address: Address) -> dict[str, Any]:
    return {
        "max_connections": CONNECTIONS,
        "timeout": PATIENCE,
        # redis-py tries ten times by default, which took 15 s to tell that Redis was away.
        "retry": Retry(NoBackoff(), 0),
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        "health_check_interval": 15,
        "maint_notifications_config": MaintNotificationsConfig(enabled=False),
        **address.options,
    }


def _embedded() -> Redis:
    from fakeredis import FakeAsyncRedis, FakeServer

    class Embedded(FakeAsyncRedis):
        """It never says that it is full, and knows no flags that scripts begin with."""

        def register_script(self, script: Any) -> Any:
            return super().register_script(_FLAGS.sub("", script))

    redis: Redis = Embedded(server=FakeServer())
    return redis


async def alive(redis: Redis, patience: float = 0.3) -> bool:
    """Whether Redis answers within `patience` seconds: what readiness asks."""
    try:
        async with asyncio.timeout(patience):
            with translated():
                return bool(await redis.ping())
    except (StoreError, TimeoutError):
        return False


@contextmanager
def translated() -> Iterator[None]:
    """Let no error of redis-py out: `StoreAway` if it may go better later, else `StoreError`.

    Nor is a cancellation lost: redis-py sends with `asyncio.wait_for`, and that of Python 3.11
    returns as if nothing were where both come in one turn of the loop.
    """
    before = _cancelling()
    try:
        yield
    except (RedisError, OSError) as error:
        _heed(before)
        raise (StoreAway if _away(error) else StoreError)(f"Redis: {error}") from error
    except RuntimeError as error:
        if _CLOSED not in str(error):
            raise
        _heed(before)
        raise StoreAway("Redis: the line was closed") from error
    _heed(before)


def _cancelling() -> int:
    """How often whoever runs this was told to end."""
    try:
        task = asyncio.current_task()
    except RuntimeError:  # nothing runs
        return 0
    return task.cancelling() if task else 0


def _heed(before: int) -> None:
    if _cancelling() > before:
        raise asyncio.CancelledError


def _away(error: Exception) -> bool:
    if isinstance(error, NoConnection | NoReply | OSError):
        return True
    word = getattr(error, "status_code", None) or str(error).partition(" ")[0]
    return word in _AWAY
