"""A real redis-server for tests, on a free port, with an append-only file that outlives a kill."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

_CHANCE = random.SystemRandom()


class RedisServer:
    """One redis-server in `folder`; whether stopped, killed or started, its port stays the same.

    `options` are those of redis.conf, with `_` for `-`.
    """

    def __init__(self, folder: Path, **options: str) -> None:
        self._folder = folder
        self._port = free_port()
        self._options = {name.replace("_", "-"): value for name, value in options.items()}
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def port(self) -> int:
        return self._port

    def option(self, name: str) -> str:
        return self._options[name]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self, *, loaded: bool = True) -> None:
        """Return when it answers, its file `loaded` or not.

        Skip the test where Redis isn't installed, but not in CI.
        """
        options = {
            "port": self._port,
            "bind": "127.0.0.1",
            "dir": self._folder,
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "logfile": "redis.log",
            **self._options,
        }
        words = [str(word) for name, value in options.items() for word in (f"--{name}", value)]
        # Like us it ignores SIGXFSZ: a file that may grow no more is an error, not its end.
        command = [program(), *words, "--save", ""]
        self._running = subprocess.Popen(command, restore_signals=False)
        wait_for(self._port, loaded=loaded)

    def slow(self) -> None:
        """From its next start on it takes its time to load each key: 0.3 ms."""
        self._options["key-load-delay"] = "300"

    def fill(self) -> None:
        """Let its disk be full: no file of its may grow."""
        self._limit(1)

    def clean(self) -> None:
        """There is room on its disk again."""
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        if self._running:
            _, most = resource.prlimit(self._running.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(self._running.pid, resource.RLIMIT_FSIZE, (size, most))

    def forget(self) -> None:
        """Take its append-only file away, once it has ended."""
        shutil.rmtree(self._folder / "appendonlydir")

    def stop(self) -> None:
        """Let it end in peace."""
        if self._running:
            self._running.terminate()
            self._running.wait(10)
            self._running = None

    def kill(self) -> None:
        """End it with no chance to say goodbye."""
        if self._running:
            self._running.kill()
            self._running.wait(10)
            self._running = None

    def freeze(self) -> None:
        """A black hole: its port takes everything, and nothing comes back, until `thaw`."""
        if self._running:
            self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on, with all that it was sent meanwhile."""
        if self._running:
            self._running.send_signal(signal.SIGCONT)

    def restart(self) -> None:
        """Kill it, and start it again with what its file holds."""
        self.kill()
        self.start()


def program() -> str:
    if found := shutil.which("redis-server"):
        return found
    if os.environ.get("CI"):
        pytest.fail("redis-server is not installed")
    pytest.skip("redis-server is not installed")


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives to whoever asks.

    So it is still free when a server that was killed comes back to it. The chance is the system's:
    Hypothesis gives each process the same numbers, and several run side by side.
    """
    while True:
        port = _CHANCE.randrange(12_000, 22_000)
        with socket.socket() as door, suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port


def wait_for(port: int, patience: float = 10, *, loaded: bool = True) -> None:
    until = time.monotonic() + patience
    while not _answers(port, loaded=loaded):
        if time.monotonic() > until:
            pytest.fail(f"redis-server did not answer on port {port}")
        time.sleep(0.02)


def _answers(port: int, *, loaded: bool) -> bool:
    """Whether it is there, and done with loading its file."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"PING\r\n")
            return line.recv(64).startswith(b"+PONG" if loaded else (b"+PONG", b"-LOADING"))
    except OSError:
        return False
