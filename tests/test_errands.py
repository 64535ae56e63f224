"""What goes on after Slack's three seconds: kept alive until it is done, or the program ends."""

import asyncio
import gc

from bot.errands import Errands


async def test_an_errand_goes_on_by_itself_and_is_waited_for_at_the_end():
    errands, done = Errands(), []

    async def errand(number):
        await asyncio.sleep(0.01)
        done.append(number)

    for number in range(3):
        errands.run(errand(number))
    gc.collect()
    assert done == []
    await errands.close()
    assert sorted(done) == [0, 1, 2]


async def test_what_fails_is_logged_and_harms_nobody(caplog):
    errands = Errands()

    async def errand():
        raise ValueError("no")

    errands.run(errand())
    await errands.close()
    assert "an errand failed" in caplog.text


async def test_what_takes_too_long_at_the_end_is_ended():
    errands, ended = Errands(), asyncio.Event()

    async def errand():
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    errands.run(errand())
    await errands.close(grace=0.01)
    assert ended.is_set()


async def test_there_may_be_nothing_to_wait_for():
    await Errands().close()
