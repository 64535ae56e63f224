"""How a process of ours lives: its event loop, its log lines, and how it is told to end."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

_TOLD: Final = (signal.SIGTERM, signal.SIGINT)
_log = logging.getLogger(__name__)


class _OneLine(logging.Formatter):
    """A record is a line, whatever is in it: nobody forges a second one with a line break."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


def log(level: str) -> None:
    """Write log lines of `level` and above to standard error: when, how grave, who, what."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[lines], force=True)
    # Below WARNING, these write what people said and what it was signed with.
    for name in ("slack_bolt", "slack_sdk", "aiohttp.access", "httpx", "httpcore", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.root.level))
    # It warns that it will not use the token that it finds in the environment by itself.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)


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
            # The kernel needs no event loop to act on the next one, so it works even if ours hangs.
            signal.signal(number, signal.SIG_DFL)
        _log.warning("stopping; once more ends at once")
        stop.set()

    for number in _TOLD:
        loop.add_signal_handler(number, told)
    await work(stop)


async def unless(stop: asyncio.Event, work: Awaitable[object]) -> None:
    """Do `work`, but call it off when `stop` is set."""
    doing, told = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((doing, told), return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        if not doing.done():
            doing.cancel()
        await asyncio.wait((doing,))
    if not doing.cancelled():
        doing.result()
