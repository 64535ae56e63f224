"""The product's own processes: started, killed, stopped, told to end, and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.redis_server import free_port

PATIENCE = 30.0
"""Seconds that a process has to end after SIGTERM: 20 for its answers, and some to spare."""


@dataclass(eq=False)
class Member:
    """One place in the crew: `process` fills it, `leaving` are those that were told to end."""

    command: Sequence[str]
    environ: Mapping[str, str]
    log: Path
    port: int = 0
    process: asyncio.subprocess.Process | None = None
    leaving: list[asyncio.Task[None]] = field(default_factory=list)
    halted: bool = False
    filling: asyncio.Lock = field(default_factory=asyncio.Lock)


class Crew:
    """Webs and workers; `complaints` counts what no process may do by itself."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        kept |= {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        self._environ = kept | {"HOST": "127.0.0.1", "PYTHONWARNINGS": "error"} | dict(environ)
        self.webs: list[Member] = []
        self.workers: list[Member] = []
        self.complaints: Counter[str] = Counter()

    @property
    def ports(self) -> list[int]:
        """Where webs listen, or did a moment ago."""
        return [web.port for web in self.webs if web.process]

    async def hire(self, role: str, count: int, *command: str) -> None:
        """Start `count` processes, `python -m` with the `command`."""
        place = self.webs if role == "web" else self.workers
        for number in range(count):
            log = self._folder / f"{role}{number}.log"
            member = Member([sys.executable, "-m", *command], self._environ, log)
            place.append(member)
            await self.start(member)

    async def start(self, member: Member) -> None:
        """Fill a place, if it is empty and nobody else is about to."""
        async with member.filling:
            if member.process:
                return
            member.port, member.halted = free_port(), False
            environ = {**member.environ, "PORT": str(member.port)}
            with member.log.open("ab") as log:
                member.process = await asyncio.create_subprocess_exec(
                    *member.command, env=environ, stdout=log, stderr=log
                )

    async def ready(self, patience: float = 60.0) -> None:
        """Until every web takes connections."""
        async with asyncio.timeout(patience):
            for port in self.ports:
                while not await _listens(port):  # noqa: ASYNC110  it is another process
                    await asyncio.sleep(0.1)

    async def kill(self, member: Member) -> None:
        """`kill -9`: nothing is said or written any more."""
        process, member.process = member.process, None
        if process and process.returncode is None:
            process.kill()
        if process:
            await process.wait()

    async def replace(self, member: Member) -> None:
        """A rolling restart: it is told to end, and another one starts meanwhile."""
        process, member.process = member.process, None
        if process and process.returncode is None:
            process.terminate()
            member.leaving.append(asyncio.create_task(self._leaves(process)))
        await self.start(member)

    def halt(self, member: Member) -> None:
        """SIGSTOP: as if the machine had gone to sleep."""
        if member.process and member.process.returncode is None:
            member.process.send_signal(signal.SIGSTOP)
            member.halted = True

    def wake(self, member: Member) -> None:
        """SIGCONT: it goes on in the middle of what it did, and knows nothing of the time."""
        if member.halted and member.process and member.process.returncode is None:
            member.process.send_signal(signal.SIGCONT)
        member.halted = False

    async def tend(self) -> None:
        """Fill places that are empty; who left without being told is complained about."""
        for member in (*self.webs, *self.workers):
            if member.process and member.process.returncode is not None:
                self.complaints["ended by itself"] += 1
                member.process = None
            if member.process is None:
                await self.start(member)

    async def dismiss(self) -> None:
        """All go home, in peace if they can."""
        for member in (*self.webs, *self.workers):
            self.wake(member)
            if member.process and member.process.returncode is None:
                member.process.terminate()
                member.leaving.append(asyncio.create_task(self._leaves(member.process)))
        leaving = [task for member in (*self.webs, *self.workers) for task in member.leaving]
        await asyncio.gather(*leaving)

    async def _leaves(self, process: asyncio.subprocess.Process) -> None:
        try:
            code = await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            self.complaints["did not end when told"] += 1
            process.kill()
            await process.wait()
            return
        # Told before it could listen for signals, a process dies of the signal itself.
        if code not in (0, -signal.SIGTERM):
            self.complaints[f"ended with code {code}"] += 1


async def _listens(port: int) -> bool:
    try:
        _, line = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    line.close()
    await line.wait_closed()
    return True
