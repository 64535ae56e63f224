"""Every script tells what it wants, and survives a Redis that forgot it."""

from pathlib import Path

import pytest

import bot.adapters.redis
from bot.adapters.redis.scripts import Script
from bot.errors import StoreError

SCRIPTS = sorted((Path(bot.adapters.redis.__file__).parent / "lua").glob("*.lua"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_tells_its_keys_its_arguments_and_what_it_returns(path):
    header, lines = [], path.read_text("utf-8").splitlines()
    for line in lines[lines[0].startswith("#!lua flags=") :]:
        if not line.startswith("-- "):
            break
        header.append(line.removeprefix("-- ").partition(" ")[0])
    assert [word for word in header if word in ("KEYS:", "ARGV:", "Returns")] == [
        "KEYS:",
        "ARGV:",
        "Returns",
    ]


async def test_a_script_that_redis_forgot_is_loaded_again(redis):
    renew = Script(redis, "renew")
    for _ in range(2):
        await redis.script_flush()
        assert await renew(["{x}:leases", "{x}:owner", "{x}:q"], "thread", 7, 1000) == 0


async def test_a_script_that_fails_is_an_error_of_ours(redis):
    await redis.set("{x}:owner", "not a hash")
    with pytest.raises(StoreError):
        await Script(redis, "renew")(["{x}:leases", "{x}:owner"], "thread", 7, 1000)
