"""An event loop that stands still ends its process; one that was stopped with it does not."""

import asyncio
import signal
import subprocess
import sys
import time

from bot.running.pulse import STOPPED, Pulse

STORY = """
import asyncio, sys, time
from bot.running.pulse import Pulse

async def main():
    async with Pulse(still=1.0).beating():
        print("beating", flush=True)
        await asyncio.sleep(0.6)
        {then}
        print("well", flush=True)

asyncio.run(main())
"""


def told(then, meanwhile=lambda process: None):
    """The exit code and the words of a process that does this in its loop."""
    story = [sys.executable, "-c", STORY.format(then=then)]
    with subprocess.Popen(story, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout.readline() == "beating\n"
        meanwhile(process)
        out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def test_a_loop_that_goes_on_is_left_alone():
    assert told("await asyncio.sleep(2)")[:2] == (0, "well\n")


def test_a_loop_that_stands_still_ends_its_process_and_tells_where_it_stood():
    code, out, err = told("time.sleep(30)")
    assert (code, out) == (STOPPED, "")
    assert "stood still for 1 s" in err
    assert "in main" in err


def test_a_loop_that_computes_for_ever_does_too():
    assert told("while True: pass")[0] == STOPPED


def test_a_process_that_was_stopped_goes_on():
    def stopped(process):
        process.send_signal(signal.SIGSTOP)
        time.sleep(3)
        process.send_signal(signal.SIGCONT)

    assert told("await asyncio.sleep(1)", stopped)[:2] == (0, "well\n")


async def test_the_lag_is_that_of_the_latest_beat_and_is_remembered_for_a_while():
    pulse = Pulse()
    async with pulse.beating():
        await asyncio.sleep(0.4)
        time.sleep(1.2)  # noqa: ASYNC251
        await asyncio.sleep(0.1)
        assert pulse.lag >= 0.9
