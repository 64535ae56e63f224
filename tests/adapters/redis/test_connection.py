"""Redis is found, looked at, and its errors end at the door."""

import pytest
from redis.exceptions import BusyLoadingError, ClusterDownError, ReadOnlyError, ResponseError
from redis.exceptions import ConnectionError as NoConnection

from bot.adapters.redis.connection import connect, embedded, examine, translated, wrong
from bot.adapters.redis.mailbox import RedisMailbox
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreAway, StoreError


@pytest.mark.parametrize(
    ("url", "verdict"),
    [(None, True), ("", True), ("memory://", True), ("redis://localhost/0", False)],
)
def test_no_address_means_the_embedded_one(url, verdict):
    assert embedded(url) is verdict


async def test_an_embedded_redis_is_a_world_of_its_own():
    async with connect(None) as one, connect("memory://") as other:
        await one.set("x", "1")
        assert await other.get("x") is None


@pytest.mark.parametrize(
    "url",
    [
        "redis://:canary@h?foo=bar",
        "redis://:canary@h?socket_timeout=abc",
        "redis://:canary@h/abc",
        "redis://:can?ary@h/0",
        "rediss://:canary@h/0?ssl_cert_reqs=canary",
        "unix:///tmp/redis?db=canary",
    ],
)
def test_what_is_wrong_with_an_address_is_told_and_not_quoted(url):
    assert wrong(url)
    assert "canary" not in wrong(url)


@pytest.mark.parametrize(
    "url",
    [
        "memory://",
        "redis://h",
        "redis://u:p@h:6380/2?socket_timeout=0.5&client_name=loom",
        "rediss://h/0/?ssl_cert_reqs=none",
        "unix:///tmp/redis.sock?db=1",
    ],
)
def test_nothing_is_wrong_with_what_redis_py_reads(url):
    assert wrong(url) == ""


async def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValueError, match="scheme"):
        async with connect("http://localhost"):
            pass


@pytest.mark.parametrize(
    "error",
    [
        NoConnection("reset"),
        BusyLoadingError("Redis is loading the dataset in memory", status_code="LOADING"),
        ReadOnlyError("You can't write against a read only replica.", status_code="READONLY"),
        ClusterDownError("CLUSTERDOWN Hash slot not served"),
        ResponseError("BUSY Redis is busy running a script."),
        ResponseError("MISCONF Redis is configured to save RDB snapshots"),
        ResponseError("NOREPLICAS Not enough good replicas to write."),
        ConnectionResetError("reset"),
        TimeoutError(),
    ],
    ids=str,
)
def test_what_may_go_better_later_is_away(error):
    with pytest.raises(StoreAway), translated():
        raise error


def test_what_will_not_go_better_is_an_error_of_ours():
    with pytest.raises(StoreError) as raised, translated():
        raise ResponseError("WRONGTYPE Operation against a key holding the wrong kind of value")
    assert not isinstance(raised.value, StoreAway)


async def test_a_full_redis_is_away(frail):
    async with connect(frail.url) as redis:
        await redis.set("much", b"x" * 2_000_000)
        await redis.config_set("maxmemory", "1mb")
        with pytest.raises(StoreAway):
            await RedisMailbox(redis).put(Question(Thread("T1", "C1", "1.0"), "1.0", "U1", "Hi"))


async def test_a_replica_is_away(frail):
    async with connect(frail.url) as redis:
        await redis.execute_command("REPLICAOF", "127.0.0.1", "1")
        with pytest.raises(StoreAway):
            await RedisMailbox(redis).put(Question(Thread("T1", "C1", "1.0"), "1.0", "U1", "Hi"))


async def test_a_killed_server_is_away_and_comes_back(frail):
    async with connect(frail.url) as redis:
        mailbox = RedisMailbox(redis)
        assert await mailbox.take(0) is None
        frail.kill()
        for _ in range(3):
            with pytest.raises(StoreAway):
                await mailbox.take(0)
        frail.start()
        assert await mailbox.take(0) is None


async def test_a_server_that_accepts_and_says_nothing_is_away(silent):
    async with connect(silent) as redis:
        with pytest.raises(StoreAway):
            await RedisMailbox(redis).take(0)


async def test_a_good_server_passes_the_examination(frail):
    async with connect(frail.url) as redis:
        findings = await examine(redis)
    assert len(findings) == 4
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
