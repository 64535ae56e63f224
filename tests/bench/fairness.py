"""Many answers at once in one workspace: ours, and one edit a second each that sleeps on 429."""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from bot.adapters.slack.client import SlackClient
from bot.errors import Throttled
from tests.crowd import MINUTE, Crowd, Said, client, crowd, ours
from tests.redis_server import RedisServer

COUNTS = (1, 10, 30, 100)
PROCESSES = 2
"""Event loops of ours, each in a thread of its own with its own connections."""
BOUND = 2.5
"""Minutes after the last answer's end by which every answer must be finished."""

Design = Callable[[Crowd], Awaitable[None]]


def lives(count: int) -> list[tuple[float, float]]:
    """Begin within five seconds of each other, speak for 40 to 70: parts of a minute."""
    dice = random.Random(count)
    begins = [dice.uniform(2, 7) / MINUTE for _ in range(count)]
    return [(start, start + dice.uniform(40, 70) / MINUTE) for start in begins]


async def usual(here: Crowd) -> None:
    """Each reply for itself."""
    async with client(here.slack) as (slack, _session):
        await asyncio.gather(*(_edits(slack, said, here.minute / MINUTE) for said in here.answers))


async def _edits(slack: SlackClient, said: Said, second: float) -> None:
    place = {"channel": said.thread.channel, "thread_ts": said.thread.ts}
    posted = await _insist(slack, "chat.postMessage", lambda: place | {"text": "…"})
    message = {"channel": said.thread.channel, "ts": posted["ts"]}
    while time.monotonic() < said.ends:
        if said.text:
            await _insist(slack, "chat.update", lambda: message | {"markdown_text": said.text})
        await asyncio.sleep(min(second, max(0.0, said.ends - time.monotonic())))
    await _insist(slack, "chat.update", lambda: message | {"markdown_text": said.text})
    said.finished = time.monotonic()


async def _insist(slack: SlackClient, method: str, wanted: Callable[[], dict[str, Any]]) -> Any:
    while True:
        try:
            return await slack.call(method, **wanted())
        except Throttled as error:
            await asyncio.sleep(error.retry_after)


def threadloom(url: str | None) -> Design:
    """Ours, in event loops that share nothing but Redis; with the embedded one there is one."""
    loops = PROCESSES if url else 1

    async def design(here: Crowd) -> None:
        parts = [here.answers[n::loops] for n in range(loops)]
        await asyncio.gather(*(_elsewhere(ours(here, url, part)) for part in parts if part))

    return design


async def _elsewhere(work: Any) -> None:
    await asyncio.to_thread(asyncio.run, work)


@dataclass(slots=True)
class Seen:
    """What the people in one workspace lived through; seconds."""

    refused: Counter[str] = field(default_factory=Counter)
    ages: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    lost: int = 0


async def watch(count: int, minute: float, design: Design) -> Seen:
    """One design in a workspace of its own."""
    async with crowd(minute) as here:
        seen = Seen()
        await here.ask(lives(count))
        last = max(said.ends for said in here.answers)
        watching = asyncio.create_task(_look(here, seen))
        with suppress(TimeoutError):
            async with asyncio.timeout_at(
                asyncio.get_running_loop().time() + last - time.monotonic() + BOUND * minute
            ):
                await design(here)
        watching.cancel()
        seen.refused = here.refused
        seen.lost = sum(said.finished is None or said.seen is None for said in here.answers)
        seen.ends = [max(0.0, s.seen - s.ends) for s in here.answers if s.seen is not None]
        return seen


async def _look(here: Crowd, seen: Seen) -> None:
    """How old the visible text is, of each answer that is being said, four times a second."""
    while True:
        now = time.monotonic()
        saying = [said for said in here.answers if said.begins < now < said.ends]
        seen.ages += [now - said.spoken(said.visible) for said in saying]
        await asyncio.sleep(here.minute / 240)


def _at(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if values[1:] else values[0]


async def compare(counts: list[int], minute: float, url: str | None) -> None:
    """Both designs side by side, one count after the other."""
    for count in counts:
        ways = {"threadloom": threadloom(url), "usual": usual}
        found = await asyncio.gather(*(watch(count, minute, way) for way in ways.values()))
        for name, seen in zip(ways, found, strict=True):
            numbers = (
                _at(seen.ages, 50),
                _at(seen.ages, 95),
                _at(seen.ends, 50),
                _at(seen.ends, 95),
            )
            told = "".join(f"{number * MINUTE / minute:>8.1f}" for number in numbers)
            refused, kinds = seen.refused.total(), ", ".join(seen.refused)
            print(f"{count:>7}  {name:<12}{refused:>8}{told}{seen.lost:>6}  {kinds}", flush=True)


def main() -> None:
    """`--counts 1,10` plays fewer, `--minute 12` plays everything in shorter minutes."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench fairness", description=__doc__)
    parser.add_argument("--counts", default=",".join(map(str, COUNTS)))
    parser.add_argument("--minute", type=float, default=MINUTE, help="seconds of Slack's minute")
    options, _ = parser.parse_known_args(sys.argv[1:])
    counts = [int(count) for count in options.counts.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder)) if shutil.which("redis-server") else None
        print(
            "Answers of 40 to 70 s that begin together in one workspace; Slack takes 50 edits a min"
        )
        print(f"{'':<21}{'refused':>8}{'age of what is':>16}{'end to final':>16}{'lost':>6}")
        print(f"{'answers':>7}  {'design':<12}{'by Slack':>8}" + f"{'p50 s':>8}{'p95 s':>8}" * 2)
        if server:
            server.start()
        try:
            asyncio.run(compare(counts, options.minute, server.url if server else None))
        finally:
            if server:
                server.stop()


if __name__ == "__main__":
    main()
