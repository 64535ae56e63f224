"""Whether a Redis can be trusted with questions, judged by what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from time import perf_counter
from typing import Any, Final

from redis.asyncio import Redis

from bot.adapters.redis.connection import translated
from bot.errors import StoreError
from bot.running.finding import Finding

Told = Mapping[str, Any]
"""What INFO says: https://redis.io/docs/latest/commands/info"""

FULL: Final = 0.7
"""The part of its memory from which on somebody should look after it (facts/reliability.md §5)."""


async def examine(redis: Redis, replicas: int = 0) -> list[Finding]:
    """What there is to say of this server; never raises. Not for the embedded one.

    `replicas`: how many of them must have a question before Slack is told that we have it.
    """
    try:
        with translated():
            told: Told = await redis.info()
            latency = median([await _ping(redis) for _ in range(5)])
    except StoreError as error:
        return [Finding("Redis answers", ok=False, text=f"{error}. Is REDIS_URL right?")]
    near = _found("Redis latency", f"{latency:.1f} ms", latency < 50, "run Redis nearer to the bot")
    return [*judged(told, replicas), near]


async def warnings(redis: Redis, replicas: int = 0) -> list[str]:
    """What an operator should mend at this server, as lines; none if it does not answer now."""
    try:
        with translated():
            told: Told = await redis.info()
    except StoreError:
        return []
    return [f"{found.name}: {found.text}" for found in judged(told, replicas) if not found.ok]


def judged(told: Told, replicas: int) -> list[Finding]:
    """One finding for each thing that a Redis for questions needs."""
    version = str(told.get("redis_version", "unknown"))
    role = str(told.get("role", "unknown"))
    policy = str(told.get("maxmemory_policy", "unknown"))
    findings = [
        _found("Redis version", version, _major(version) >= 7, "Redis 7 or later is needed"),
        _found("Redis role", role, role == "master", "REDIS_URL must lead to the primary"),
        _found("Redis eviction", policy, policy == "noeviction", "set maxmemory-policy noeviction"),
        _file(told),
        _memory(told),
    ]
    return [*findings, _replicas(told, replicas)] if replicas else findings


def _file(told: Told) -> Finding:
    on = bool(told.get("aof_enabled"))
    lost = "set appendonly yes, or questions are lost when Redis restarts"
    if on and told.get("aof_last_write_status", "ok") != "ok":
        return Finding("Redis append-only file", ok=False, text="can't be written: is a disk full?")
    return _found("Redis append-only file", "on" if on else "off", on, lost)


def _memory(told: Told) -> Finding:
    used = int(told.get("used_memory", 0))
    whole = int(told.get("maxmemory", 0) or told.get("total_system_memory", 0))
    part = used / whole if whole else 0.0
    advice = "give Redis more memory, or keep conversations for fewer days; full, it takes nothing"
    return _found("Redis memory", f"{part:.0%} used", part <= FULL, advice)


def _replicas(told: Told, wanted: int) -> Finding:
    linked = int(told.get("connected_slaves", 0))
    advice = f"no question is accepted before {wanted} have it (REDIS_WAIT_REPLICAS)"
    return _found("Redis replicas", f"{linked} connected", linked >= wanted, advice)


async def _ping(redis: Redis) -> float:
    since = perf_counter()
    await redis.ping()
    return (perf_counter() - since) * 1000


def _major(version: str) -> int:
    major = version.partition(".")[0]
    return int(major) if major.isdigit() else 0


def _found(name: str, fact: str, ok: bool, advice: str) -> Finding:  # noqa: FBT001  the verdict
    return Finding(name, ok, fact if ok else f"{fact}: {advice}")
