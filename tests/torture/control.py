"""Telling a child process what to do: a line of JSON each way, one after the other."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

_LONGEST = 1 << 30
"""Bytes of one line: a dump of a workspace is long."""


class Refused(Exception):
    """The child could not do it, and says why."""


class Child:
    """A stand-in in a process of its own, for as long as the context is entered."""

    def __init__(
        self, module: str, log: Path, *arguments: str, environ: Mapping[str, str] | None = None
    ) -> None:
        self._command = [sys.executable, "-m", module, *arguments]
        self._environ = {**os.environ, **(environ or {})}
        self._log = log
        self._turn = asyncio.Lock()
        self._number = 0

    async def __aenter__(self) -> Self:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self._environ,
                limit=_LONGEST,
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def ask(self, what: str, **told: Any) -> Any:
        """What the child's `what` returns; `Refused` if it raises."""
        async with self._turn:
            self._number += 1
            self._stdin.write(json.dumps([self._number, what, told]).encode() + b"\n")
            answer = await self._answer()
            while answer["number"] != self._number:  # whoever asked that was cancelled
                answer = await self._answer()
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["value"]

    async def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = await self._process.stdout.readline()
        if not line:
            raise Refused(f"{self._command[2]} has ended; see {self._log}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    @property
    def _stdin(self) -> asyncio.StreamWriter:
        assert self._process.stdin
        return self._process.stdin


async def obey(commands: Mapping[str, Callable[..., Any]]) -> None:
    """In the child: do what comes in at standard input, until that ends."""
    loop, lines = asyncio.get_running_loop(), asyncio.StreamReader(limit=_LONGEST)
    pipe, _ = await loop.connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), os.fdopen(os.dup(0), "rb")
    )
    while line := await lines.readline():
        number, what, told = json.loads(line)
        answer = await _done(commands[what], told)
        print(json.dumps({"number": number} | answer), flush=True)
    pipe.close()


async def _done(act: Callable[..., Any], told: dict[str, Any]) -> dict[str, Any]:
    try:
        value = act(**told)
        return {"value": await value if inspect.isawaitable(value) else value}
    except Exception as error:  # noqa: BLE001  whoever asked is told
        return {"refused": f"{type(error).__name__}: {error}"}
