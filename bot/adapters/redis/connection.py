"""The way to Redis, or to the one embedded in this process; its errors end here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as NoReply
from redis.maint_notifications import MaintNotificationsConfig

from bot.errors import StoreAway, StoreError
from bot.finding import Finding

PATIENCE = 1.0
"""Seconds for connecting, and for each reply: Slack waits three for us. A BRPOP must nap less."""

CONNECTIONS = 64
"""At most, for each process; who needs one more waits `PATIENCE` for it."""

# https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors: the first word.
_AWAY = frozenset({
    "BUSY", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "MISCONF",
    "NOREPLICAS", "NOSCRIPT", "OOM", "READONLY", "TRYAGAIN",
})  # fmt: skip


def embedded(url: str | None) -> bool:
    """Whether `url` (unset, or `memory://`) means the Redis that ends with the process."""
    return not url or url.startswith("memory://")


def wrong(url: str) -> str:
    """Why `url` can't be used, in words that do not quote it; "" if it can, as far as it says."""
    if embedded(url):
        return ""
    database = urlsplit(url).path.strip("/")
    if not url.startswith("unix:") and database and not database.isdecimal():
        return "must end in the number of a database, or in none"
    try:
        # No line is opened, but an option that nobody knows shows in making it.
        _pool(url).make_connection()  # type: ignore[no-untyped-call]
    except (TypeError, ValueError, RedisError):
        return "has an option after its ? that redis-py does not know, or can't read"
    return ""


@asynccontextmanager
async def connect(url: str | None) -> AsyncIterator[Redis]:
    """Redis at `url`; nothing is sent before the first command. `ValueError` for no such URL.

    The embedded one is new and empty each time: all rooms of a process share one `connect`.
    """
    redis = _distant(url) if url and not embedded(url) else _embedded()
    try:
        yield redis
    finally:
        await redis.aclose()


def _distant(url: str) -> Redis:
    return Redis.from_pool(_pool(url))


def _pool(url: str) -> BlockingConnectionPool:
    return BlockingConnectionPool.from_url(
        url,
        max_connections=CONNECTIONS,
        timeout=PATIENCE,
        # redis-py tries ten times by default, which took 15 s to tell that Redis was away.
        retry=Retry(NoBackoff(), 0),
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        health_check_interval=15,
        maint_notifications_config=MaintNotificationsConfig(enabled=False),
    )


def _embedded() -> Redis:
    from fakeredis import FakeAsyncRedis, FakeServer

    redis: Redis = FakeAsyncRedis(server=FakeServer())
    return redis


async def alive(redis: Redis, patience: float = 0.3) -> bool:
    """Whether Redis answers within `patience` seconds: what readiness asks."""
    try:
        async with asyncio.timeout(patience):
            return bool(await redis.ping())
    except (RedisError, OSError, TimeoutError):
        return False


@contextmanager
def translated() -> Iterator[None]:
    """Let no error of redis-py out: `StoreAway` if it may go better later, else `StoreError`."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise (StoreAway if _away(error) else StoreError)(f"Redis: {error}") from error


def _away(error: Exception) -> bool:
    if isinstance(error, NoConnection | NoReply | OSError):
        return True
    word = getattr(error, "status_code", None) or str(error).partition(" ")[0]
    return word in _AWAY


async def examine(redis: Redis) -> list[Finding]:
    """Whether this server can be trusted with questions; never raises. Not for the embedded one."""
    try:
        with translated():
            told: dict[str, Any] = await redis.info()
            latency = median([await _ping(redis) for _ in range(5)])
    except StoreError as error:
        return [Finding("Redis answers", ok=False, text=f"{error}. Is REDIS_URL right?")]
    version = str(told.get("redis_version", "unknown"))
    policy = str(told.get("maxmemory_policy", "unknown"))
    return [
        _found("Redis version", version, _major(version) >= 7, "Redis 7 or later is needed"),
        _found("Redis eviction", policy, policy == "noeviction", "set maxmemory-policy noeviction"),
        _found(
            "Redis append-only file",
            "on" if told.get("aof_enabled") else "off",
            bool(told.get("aof_enabled")),
            "set appendonly yes, or questions are lost when Redis restarts",
        ),
        _found("Redis latency", f"{latency:.1f} ms", latency < 50, "run Redis nearer to the bot"),
    ]


async def _ping(redis: Redis) -> float:
    since = perf_counter()
    await redis.ping()
    return (perf_counter() - since) * 1000


def _major(version: str) -> int:
    major = version.partition(".")[0]
    return int(major) if major.isdigit() else 0


def _found(name: str, fact: str, ok: bool, advice: str) -> Finding:  # noqa: FBT001  the verdict
    return Finding(name, ok, fact if ok else f"{fact}: {advice}")
