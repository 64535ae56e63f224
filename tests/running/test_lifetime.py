import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.running import lifetime

ROOT = Path(__file__).parents[2]
LIVING = """
import asyncio
from bot.running import lifetime
async def live(stop):
    print('living', flush=True)
    await stop.wait()
    print('draining', flush=True)
    {drain}
    print('drained', flush=True)
lifetime.until_told(live)
"""


def living(drain):
    return subprocess.Popen(
        [sys.executable, "-c", LIVING.format(drain=drain)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_first_signal_drains(number):
    with living("await asyncio.sleep(0)") as process:
        assert process.stdout.readline() == "living\n"
        process.send_signal(number)
        assert process.stdout.read() == "draining\ndrained\n"
        assert process.wait(20) == 0


@pytest.mark.parametrize("drain", ["await asyncio.sleep(600)", "import time; time.sleep(600)"])
@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_the_second_signal_ends_now_even_if_the_event_loop_hangs(drain, second):
    with living(drain) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.stdout.readline() == "draining\n"
        process.send_signal(second)
        assert process.wait(20) == -second
        assert process.stdout.read() == ""


def test_it_runs_on_uvloop():
    async def loop():
        return type(asyncio.get_running_loop()).__module__

    assert lifetime.run(loop()).startswith("uvloop")


async def test_what_is_called_off_is_cancelled_and_awaited():
    ended = []

    async def work():
        try:
            await asyncio.sleep(600)
        finally:
            ended.append("cleaned")

    stop = asyncio.Event()
    asyncio.get_running_loop().call_soon(stop.set)
    await lifetime.unless(stop, work())
    assert ended == ["cleaned"]


async def test_what_fails_by_itself_is_not_hidden():
    async def work():
        raise OSError("port taken")

    with pytest.raises(OSError, match="port taken"):
        await lifetime.unless(asyncio.Event(), work())


async def test_a_cancellation_that_got_lost_is_repeated():
    lost = []

    async def work():
        while True:
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                if lost:
                    raise
                lost.append("once")

    stop = asyncio.Event()
    asyncio.get_running_loop().call_soon(stop.set)
    await lifetime.unless(stop, work(), patience=0.01)
    assert lost == ["once"]
