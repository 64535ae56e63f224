"""How a process of ours lives: its event loop, and how it is told to end."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, TypeVar

from bot.running import first

T = TypeVar("T")

_TOLD: Final = (signal.SIGTERM, signal.SIGINT)
_PATIENCE: Final = 5.0
"""Seconds in which what is called off leaves things tidy."""
_log = logging.getLogger(__name__)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run `work` to its end on a new event loop: uvloop's, where it is to be had."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(work)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop


def until_told(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Run `work` with an event that SIGTERM or SIGINT sets; the second signal ends all at once."""
    run(_listening(work))


async def _listening(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def told() -> None:
        for number in _TOLD:
            loop.remove_signal_handler(number)
            first.ends(number, os.getpid())
        _log.warning("stopping; once more ends at once")
        stop.set()

    for number in _TOLD:
        loop.add_signal_handler(number, told)
    await work(stop)


async def unless(stop: asyncio.Event, work: Awaitable[object], patience: float = _PATIENCE) -> None:
    """Do `work`, but call it off when `stop` is set, and again each `patience` seconds."""
    doing, told = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((doing, told), return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        while not doing.done():
            doing.cancel()
            # Lost where it meets a timeout: a process that was stopped (SIGSTOP) wakes to both.
            await asyncio.wait((doing,), timeout=patience)
    if not doing.cancelled():
        doing.result()
