"""Redis is found, looked at, and its errors end at the door."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest
import uvloop
from redis.exceptions import (
    BusyLoadingError,
    ClusterDownError,
    MasterDownError,
    MovedError,
    ReadOnlyError,
    ResponseError,
    TryAgainError,
)
from redis.exceptions import ConnectionError as NoConnection

from bot.adapters.redis.connection import connect, embedded, translated, wrong
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreAway, StoreError


@pytest.mark.parametrize(
    ("url", "verdict"),
    [(None, True), ("", True), ("memory://", True), ("redis://localhost/0", False)],
)
def test_no_address_means_the_embedded_one(url, verdict):
    assert embedded(url) is verdict


@pytest.mark.parametrize("turns", range(8))
async def test_whoever_is_cancelled_ends_however_far_a_command_has_come(redis, turns):
    async def ask():
        with translated():
            await redis.get("x")
        await asyncio.Event().wait()

    task = asyncio.create_task(ask())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task], timeout=5)
    assert task.cancelled()


async def test_a_bound_on_a_command_is_no_cancellation_of_who_asks(redis):
    for turns in range(8):
        with suppress(TimeoutError):
            async with asyncio.timeout(None) as bound:
                asyncio.get_running_loop().call_soon(bound.reschedule, 0)
                for _ in range(turns):
                    await asyncio.sleep(0)
                with translated():
                    await redis.get("x")
    assert asyncio.current_task().cancelling() == 0


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
        "redis+sentinel://:canary@h:26379",
        "redis+sentinel://:canary@h:26379,i:canary/m/0",
        "redis+sentinel://:canary@h/m/canary",
        "redis+sentinel://:canary@,/m",
        "redis+sentinel://:canary@h/m?canary=1",
        "redis+cluster://:canary@h/1",
        "redis+canary://h",
        "unix+cluster://canary",
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
        "redis+sentinel://u:p@h:26379,i,[::1]:1/m/2?sentinel_password=p",
        "rediss+cluster://h:1,i?ssl_cert_reqs=none",
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
        ResponseError("NOSCRIPT No matching script. Please use EVAL."),
        ResponseError("OOM command not allowed when used memory > 'maxmemory'."),
        ResponseError("UNBLOCKED force unblock from blocking operation"),
        MasterDownError("Link with MASTER is down", status_code="MASTERDOWN"),
        MovedError("8000 127.0.0.1:1", status_code="MOVED"),
        TryAgainError("Multiple keys request", status_code="TRYAGAIN"),
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


async def test_a_replica_that_has_lost_its_primary_is_away(frail):
    """It may answer MASTERDOWN to whatever is asked."""
    async with connect(frail.url) as redis:
        await redis.config_set("replica-serve-stale-data", "no")
        await redis.execute_command("REPLICAOF", "127.0.0.1", "1")
        with pytest.raises(StoreAway, match="Link with MASTER"):
            await RedisStore(redis).conversation(Thread("T1", "C1", "1.0"))
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


def asked(ts="1.0"):
    return Question(Thread("T1", "C1", ts), ts, "U1", "Hi")


async def test_a_server_that_still_loads_its_file_is_away_and_then_there(frail):
    async with connect(frail.url) as redis:
        assert await RedisMailbox(redis).put(asked()) == "new"
        for _ in range(10):  # it looks up from loading once in 1024 commands
            pipeline = redis.pipeline(transaction=False)
            for number in range(1000):
                pipeline.set(f"much{number}", b"x")
            await pipeline.execute()
    frail.stop()
    frail.slow()
    frail.start(loaded=False)
    async with connect(frail.url) as redis:
        mailbox = RedisMailbox(redis)
        with pytest.raises(StoreAway, match="loading"):
            await mailbox.put(asked())
        async with asyncio.timeout(30):
            while (said := await _tried(mailbox, 1)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    assert said == "duplicate"


async def _tried(mailbox, number):
    """Put a long question, unless Redis is away."""
    try:
        return await mailbox.put(replace(asked(f"{number}.0"), text="x" * 50_000))
    except StoreAway:
        return None


async def test_a_server_that_has_forgotten_the_scripts_learns_them_again(frail):
    async with connect(frail.url) as redis:
        mailbox = RedisMailbox(redis)
        assert await mailbox.put(asked("1.0")) == "new"
        await redis.script_flush()
        assert await mailbox.put(asked("2.0")) == "new"


async def test_a_frozen_server_is_away_within_slacks_patience_and_comes_back(frail):
    async with connect(frail.url) as redis:
        mailbox = RedisMailbox(redis)
        assert await mailbox.put(asked("1.0")) == "new"
        frail.freeze()
        try:
            async with asyncio.timeout(2.5):
                with pytest.raises(StoreAway):
                    await mailbox.put(asked("2.0"))
        finally:
            frail.thaw()
        assert await mailbox.put(asked("3.0")) == "new"


async def test_a_server_without_room_takes_again_once_it_has_some(frail):
    async with connect(frail.url) as redis:
        mailbox = RedisMailbox(redis)
        await redis.config_set("maxmemory", "2mb")
        taken = [number for number in range(1, 100) if await _tried(mailbox, number) == "new"]
        assert 1 <= len(taken) < 99
        await redis.config_set("maxmemory", "0")
        assert await mailbox.take(0), "what was taken in before is there"
        assert await _tried(mailbox, 100) == "new"


def test_a_line_that_redis_has_just_closed_is_redis_being_away():
    """A kill of Redis under load shows it: uvloop says so with a bare RuntimeError."""

    async def hang_up(_, line):
        line.close()
        await line.wait_closed()

    async def write_too_late():
        async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
            _, line = await asyncio.open_connection(*server.sockets[0].getsockname())
            line.transport.abort()
            await asyncio.sleep(0.01)
            with pytest.raises(StoreAway), translated():
                line.writelines([b"PING\r\n"])

    uvloop.run(write_too_late())


def test_an_error_of_our_own_is_not_taken_for_redis_being_away():
    with pytest.raises(RuntimeError, match="ours"), translated():
        raise RuntimeError("ours")
