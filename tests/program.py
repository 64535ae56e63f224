"""The real program, in a process of its own, as an operator would run it."""

import asyncio
import os
import re
import signal
import sys
from contextlib import suppress

import aiohttp

_LISTENING = re.compile(r"listening on (http://[^\s\"]+)")


class Program:
    """`threadloom …` as an async context manager; what it writes to the terminal is in `lines`."""

    def __init__(self, *arguments, **environ):
        self.arguments = arguments
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environ = (
            kept | {"HOST": "127.0.0.1", "PORT": "0", "PYTHONWARNINGS": "error"} | environ
        )
        self.lines = []
        self._changed = asyncio.Condition()

    async def __aenter__(self):
        self.child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *self.arguments,
            env=self.environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_):
        if self.child.returncode is None:
            self.child.kill()
        await self.child.wait()
        await self._reader

    async def _read(self):
        async for line in self.child.stdout:
            async with self._changed:
                self.lines.append(line.decode().rstrip())
                self._changed.notify_all()
        async with self._changed:
            self._changed.notify_all()

    async def says(self, pattern, timeout=20):
        """The first line that `pattern` matches, whether it is there or yet to come."""

        def found():
            return next((m for line in self.lines if (m := re.search(pattern, line))), None)

        async with self._changed:
            waiting = self._changed.wait_for(lambda: found() or self._reader.done())
            with suppress(TimeoutError):
                await asyncio.wait_for(waiting, timeout)
        assert found(), f"never said {pattern!r}:\n" + "\n".join(self.lines)
        return found()

    async def url(self):
        """Where it listens, once it does."""
        return (await self.says(_LISTENING, 60))[1]  # a busy machine starts it slowly

    async def ready(self, timeout=20):
        """Until `/readyz` says so; returns the address."""
        url = await self.url()
        async with asyncio.timeout(timeout), aiohttp.ClientSession() as client:
            while True:
                async with client.get(f"{url}/readyz") as response:
                    if response.status == 200:
                        return url
                await asyncio.sleep(0.05)

    def signal(self, number=signal.SIGTERM):
        self.child.send_signal(number)

    async def ended(self, timeout=40):
        """The exit code, once there is one."""
        return await asyncio.wait_for(self.child.wait(), timeout)
