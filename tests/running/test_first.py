"""PID 1 in a namespace of its own, as in a container, ends though the kernel spares it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.running.first import FIRST
from tests.running.test_lifetime import LIVING, ROOT

WAITING = """
import os, signal, time
from bot.running import first
first.ends(signal.SIGTERM, {process})
print(os.getpid(), flush=True)
time.sleep(600)
"""


def unshare():
    """What makes a command PID 1; skipped where that can't be, but not in CI."""
    command = ["unshare", "--pid", "--fork", "--kill-child"]
    if os.geteuid():
        command += ["--user", "--map-root-user"]
    if shutil.which("unshare") and not subprocess.run([*command, "true"], check=False).returncode:
        return command
    if os.environ.get("CI"):
        pytest.fail("no namespaces to be had")
    pytest.skip("no namespaces to be had")


def started(*words, before=(), environ=None):
    return subprocess.Popen(
        [*before, sys.executable, *words],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def inside(process):
    """The id by which we know the PID 1 that `unshare` has made."""
    return int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text())


@pytest.mark.parametrize(("id_", "code"), [("os.getpid()", -signal.SIGTERM), (str(FIRST), 143)])
def test_whoever_is_first_ends_by_itself_and_others_by_the_kernel(id_, code):
    with started("-c", WAITING.format(process=id_)) as process:
        process.stdout.readline()
        process.terminate()
        assert process.wait(20) == code


def test_the_first_process_ends_before_it_listens_for_signals():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.settimeout(60)  # a busy machine loads it slowly
        slack = f"http://127.0.0.1:{deaf.getsockname()[1]}/api/"
        environ = {"PATH": os.environ["PATH"], "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_API_URL": slack}
        with started("-m", "bot", "doctor", before=unshare(), environ=environ) as process:
            call, _ = deaf.accept()
            with call:
                os.kill(inside(process), signal.SIGTERM)
                assert process.wait(20) == 143


@pytest.mark.parametrize("drain", ["await asyncio.sleep(600)", "import time; time.sleep(600)"])
@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_the_second_signal_ends_the_first_process_now(drain, second):
    with started("-c", LIVING.format(drain=drain), before=unshare()) as process:
        assert process.stdout.readline() == "living\n"
        os.kill(inside(process), signal.SIGTERM)
        assert process.stdout.readline() == "draining\n"
        os.kill(inside(process), second)
        assert process.wait(20) == 128 + second
        assert process.stdout.read() == ""
