"""What Redis says of itself is judged: as an operator would want to hear it."""

import pytest

from bot.adapters.redis.connection import connect
from bot.adapters.redis.examine import examine, judged, warnings

GOOD = {
    "redis_version": "7.0.15", "role": "master", "maxmemory_policy": "noeviction",
    "aof_enabled": 1, "aof_last_write_status": "ok",
    "used_memory": 10, "maxmemory": 100, "connected_slaves": 1,
}  # fmt: skip


def failed(told, replicas=0):
    return [f"{found.name}: {found.text}" for found in judged(told, replicas) if not found.ok]


def test_nothing_is_said_of_a_good_server():
    assert failed(GOOD, 1) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"redis_version": "6.2"}, "Redis version: 6.2: Redis 7"),
        ({"role": "slave"}, "Redis role: slave: REDIS_URL must lead to the primary"),
        ({"maxmemory_policy": "allkeys-lru"}, "Redis eviction: allkeys-lru: set"),
        ({"aof_enabled": 0}, "Redis append-only file: off: set appendonly yes"),
        ({"aof_last_write_status": "err"}, "Redis append-only file: can't be written"),
        ({"used_memory": 71}, "Redis memory: 71% used: give"),
        ({"maxmemory": 0, "total_system_memory": 13}, "Redis memory: 77% used: give"),
        ({"connected_slaves": 0}, "Redis replicas: 0 connected: no question is accepted"),
    ],
)
def test_what_should_be_mended_is_said(changed, said):
    (line,) = failed(GOOD | changed, 1)
    assert line.startswith(said)


def test_a_server_that_says_nothing_is_not_trusted():
    assert len(failed({}, 1)) == 5


async def test_a_good_server_passes_the_examination(frail):
    async with connect(frail.url) as redis:
        findings = await examine(redis)
    assert len(findings) == 6
    # How fast it is depends on what else this machine does.
    assert all(finding.ok for finding in findings if "latency" not in finding.name), findings


async def test_a_forgetful_server_fails_the_examination(frail):
    async with connect(frail.url) as redis:
        await redis.config_set("maxmemory-policy", "allkeys-lru")
        await redis.config_set("appendonly", "no")
        failed = {finding.name: finding.text for finding in await examine(redis) if not finding.ok}
    assert failed["Redis eviction"] == "allkeys-lru: set maxmemory-policy noeviction"
    assert failed["Redis append-only file"].startswith("off: set appendonly yes")


async def test_no_server_fails_the_examination(frail):
    frail.kill()
    async with connect(frail.url) as redis:
        (finding,) = await examine(redis)
    assert not finding.ok
    assert "REDIS_URL" in finding.text


async def test_warnings_are_what_failed_and_none_if_nobody_answers(frail):
    async with connect(frail.url) as redis:
        assert await warnings(redis) == []
        await redis.config_set("appendonly", "no")
        (line,) = await warnings(redis, 0)
        assert line.startswith("Redis append-only file: off")
        frail.kill()
        assert await warnings(redis) == []
