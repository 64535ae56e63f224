import asyncio

import pytest

from bot.playground.slack.bell import Bell


async def test_who_waits_looks_again_when_it_rings():
    bell, seen = Bell(), []
    waiting = asyncio.create_task(bell.until(lambda: len(seen) >= 2 and seen, 5))
    for item in "ab":
        await asyncio.sleep(0)
        seen.append(item)
        bell.ring()
    assert await waiting == ["a", "b"]


async def test_what_is_true_already_is_not_waited_for():
    assert await Bell().until(lambda: "yes", 0.001) == "yes"


async def test_what_never_comes_is_given_up():
    with pytest.raises(TimeoutError):
        await Bell().until(lambda: False, 0.001)
