"""What one sees under load: acknowledgements, many answers at once, memory, and who waits long."""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import acknowledgement
from tests.redis_server import RedisServer
from tests.torture.control import Child

RATES = (100, 200, 400)
"""Signed events a second."""
ANSWERS = (100, 300, 500)
"""Answers at once in one worker process."""
SPEED = 30
"""Events a second of each."""
LONG = 900
"""Events of one answer: half a minute, 16,000 characters, two pages."""
EDITS = 5
"""Edits a minute for each answer: what Slack lets ten answers at once have in one workspace."""
WARM, MEASURED, PATIENCE = 5.0, 15.0, 60.0
"""Seconds of warming up at a time, of looking, and to wait at most until all answers have begun."""
QUEUE, THREADS = 500, 200
TOKEN, KEY, SECRET = "xoxb-bench", "sk-bench", "bench"


@dataclass(frozen=True)
class Bench:
    """The processes of one measurement."""

    slack: Child
    worker: Child


@asynccontextmanager
async def bench(answers: int, speed: float, words: int, edits: int) -> AsyncIterator[Bench]:
    """A worker for so many `answers` at once, and around it Redis, Slack and the model."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = RedisServer(folder)
        redis.start()
        stack.callback(redis.stop)
        office = Child(
            "tests.torture.slack", folder / "slack.log", SECRET, TOKEN, "0", "--unlimited"
        )
        slack = await stack.enter_async_context(office)
        environ = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_API_URL": f"http://127.0.0.1:{await slack.ask('port')}/api/",
            "MESSAGES_API_KEY": KEY,
            "MESSAGES_BASE_URL": stack.enter_context(model(speed, words)),
            "REDIS_URL": redis.url,
            "WORKER_CONCURRENCY": str(answers),
        }
        log = folder / "worker.log"
        desk = Child("tests.bench.load_worker", log, str(edits), environ=environ)
        yield Bench(slack, await stack.enter_async_context(desk))


@contextmanager
def model(speed: float, words: int) -> Iterator[str]:
    """The address of a model that tells the time: `speed` words a second, `words` in all."""
    command = [sys.executable, "-m", "tests.bench.stream_server", str(speed), str(words)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as running:
        assert running.stdout
        yield f"http://127.0.0.1:{running.stdout.readline().strip()}"


async def threads(slack: Child, count: int) -> list[str]:
    """The roots of so many new threads."""
    told = {"user": "ann", "channel": "C0GENERAL", "text": "Go on"}
    return [await slack.ask("type", **told) for _ in range(count)]


def acknowledged() -> None:
    """How long Slack waits for its 200, at each rate."""
    print("Acknowledgement of signed events: kept in Redis first, against plain Bolt, 5 s each")
    print(f"{'':<12}{'threadloom, ms':>29}{'plain Bolt, ms':>22}")
    print(f"{'events/s':>8}{'':>4}{'p50':>12}{'p99':>8}{'max':>9}{'p50':>14}{'p99':>8}")
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            for rate in RATES:
                waits = asyncio.run(acknowledgement.measure(server.url, rate, rounds=1))
                ours, plain = waits["threadloom"], waits["plain Bolt"]
                at = acknowledgement.at
                print(
                    f"{rate:>8}{'':>4}{at(ours, 0.5):>12.2f}{at(ours, 0.99):>8.2f}{ours[-1]:>9.1f}"
                    f"{at(plain, 0.5):>14.2f}{at(plain, 0.99):>8.2f}",
                    flush=True,
                )
        finally:
            server.stop()


async def answering(answers: int) -> dict[str, Any]:
    """What a worker costs that says so many answers at once."""
    async with bench(answers, SPEED, LONG, EDITS * answers) as place:
        roots = await threads(place.slack, answers * 4)
        await place.worker.ask("ask", roots=roots, at_once=answers)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:  # until all of them are being said
            told = await place.worker.ask("measure", seconds=WARM)
            if told["heard"] > 0.9 * answers * SPEED:
                break
        told = await place.worker.ask("measure", seconds=MEASURED)
        return dict(told)


def at_once(counts: Sequence[int]) -> None:
    """CPU, memory and added delay; and the same streams read by the official SDK."""
    print(f"Answers at once in one worker, {SPEED} events a second each, edited and journalled;")
    print("the delay is from a word's being written to its being ready to show")
    print(f"{'':>36}{'delay, ms':>20}{'a plain loop over the SDK':>30}")
    print(f"{'answers':>8}{'events/s':>10}{'CPU %':>8}{'RSS MB':>10}{'p50':>10}{'p99':>10}", end="")
    print(f"{'CPU %':>10}{'p50':>10}{'p99':>10}")
    for count in counts:
        ours = asyncio.run(answering(count))
        row = f"{count:>8}{ours['heard']:>10.0f}{ours['cpu']:>8.0f}{ours['rss']:>10.0f}"
        row += "".join(f"{age:>10.1f}" for age in ours["ages"])
        print(row, end="", flush=True)
        if plain := plain_loop(count):
            cpu, *ages = plain
            print(f"{cpu:>10.0f}" + "".join(f"{age:>10.1f}" for age in ages), flush=True)
        else:
            print(f"{'falls behind for good':>30}", flush=True)


def plain_loop(count: int) -> list[float]:
    """CPU %, and delay p50 and p99 in ms, of the SDK that only reads as many streams.

    [] where its loop was too busy to look at the clock for half a minute longer than it wanted.
    """
    with model(SPEED, 0) as url:
        command = [sys.executable, "-m", "tests.bench.stream_client", "sdk", url, str(count)]
        with suppress(subprocess.TimeoutExpired):
            told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=45)
            return [float(word) for word in told.stdout.split()]
    return []


async def flat(minutes: float, answers: int) -> None:
    """Memory, each half minute, while answers come and go."""
    print(f"Memory of a worker with {answers} answers at once, for {minutes:g} minutes")
    async with bench(answers, SPEED, LONG, EDITS * answers) as place:
        roots = await threads(place.slack, answers * (3 + int(minutes * 60 * SPEED / LONG)))
        await place.worker.ask("ask", roots=roots, at_once=answers)
        await asyncio.sleep(WARM)
        seen = []
        for number in range(1, max(2, round(minutes * 2)) + 1):
            told = await place.worker.ask("measure", seconds=30.0)
            seen.append(told["rss"])
            line = f"{number / 2:>6.1f} min{told['rss']:>8.1f} MB, {told['ended']} ended"
            print(line, flush=True)
    half = seen[(len(seen) - 1) // 2 :]
    growth = (half[-1] - half[0]) / ((len(half) - 1) / 2)
    print(f"growth in the second half: {growth:+.2f} MB a minute, {growth / half[0]:+.2%}")


async def drained() -> None:
    """How long questions wait when a queue of many stands before a worker with fewer places."""
    async with bench(50, 300, 60, 100_000) as place:
        roots = await threads(place.slack, THREADS)
        put = {}
        for number in range(QUEUE):
            root = roots[number % THREADS]
            ts = root if number < THREADS else f"{time.time():.6f}"
            put[root, ts] = await place.worker.ask("follow", root=root, ts=ts)
        until = time.monotonic() + 120
        while time.monotonic() < until and await place.worker.ask("ended") < QUEUE:  # noqa: ASYNC110
            await asyncio.sleep(0.5)  # it is another process
        begun = await place.worker.ask("begun")
    _tell_waits(put, [(thread.rpartition(":")[2], ts, at) for thread, ts, at in begun])


def _tell_waits(put: dict[tuple[str, str], float], begun: list[tuple[str, str, float]]) -> None:
    """By place in its thread, how long a question waited; and whether any overtook another."""
    ranks: dict[str, list[str]] = defaultdict(list)
    for root, ts in put:
        ranks[root].append(ts)
    waits: dict[int, list[float]] = defaultdict(list)
    seen: dict[str, list[str]] = defaultdict(list)
    for root, ts, at in begun:
        waits[ranks[root].index(ts) + 1].append(at - put[root, ts])
        seen[root].append(ts)
    print(f"{QUEUE} questions in {THREADS} threads, 50 answered at once: seconds until begun")
    print(f"{'in its thread':>14}{'begun':>8}{'p50':>8}{'p95':>8}{'max':>8}")
    for rank, those in sorted(waits.items()):
        those.sort()
        p50, p95 = those[len(those) // 2], those[len(those) * 95 // 100]
        print(f"{rank:>13}.{len(those):>8}{p50:>8.1f}{p95:>8.1f}{those[-1]:>8.1f}")
    inverted = sum(those != sorted(those) for those in seen.values())
    replies = len({(root, at) for root, _, at in begun})
    print(f"{replies} replies; threads answered out of order: {inverted}", flush=True)


def main(argv: Sequence[str] = ()) -> None:
    """All of it; `--only flat --minutes 10 --answers 50` for a longer look at memory."""
    parser = argparse.ArgumentParser("python -m tests.bench.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for which memory is watched")
    parser.add_argument("--answers", type=int, default=100, help="at once, while it is watched")
    parser.add_argument("--only", choices=["acknowledged", "at_once", "flat", "drained"])
    told = parser.parse_args(argv)
    parts = {
        "acknowledged": acknowledged,
        "at_once": lambda: at_once(ANSWERS),
        "drained": lambda: asyncio.run(drained()),
        "flat": lambda: asyncio.run(flat(told.minutes, told.answers)),
    }
    for name, part in parts.items():
        if told.only in (None, name):
            part()
            print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
