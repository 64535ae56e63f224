"""How soon a Stop is seen: from the click to Slack's receipt of the final call, both transports."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from bot.playground.messages.script import Say
from tests.redis_server import RedisServer
from tests.whole.world import World, footers, over_socket, world

TIMES = 20
AWAY = 0.15
"""Seconds that each call of Slack's Web API takes to be answered."""
SPEED = 80
"""Deltas in a second."""
APART = 5.0
"""Seconds between two answers: Slack lets streams begin and statuses change so often at most."""
PLACES = {"edits": "general", "stream": "D0ANN0001"}


async def stopped(place: World, transport: str) -> list[float]:
    """Milliseconds from each click to the end that everybody sees; the model would go on."""
    waits, channel = [], PLACES[transport]
    for number in range(TIMES):
        place.messages.script(Say("word " * 2000))
        begun = time.monotonic()
        root = await place.slack.type("ann", channel, "@Threadloom talk")
        said = await place.said(root, "word word", channel, 30)
        await asyncio.sleep(0.137 * (number % 8))  # between two redraws, and in the midst of one
        click = time.monotonic()
        if transport == "stream":
            await place.slack.stop("ann", channel, root)
        else:
            await place.slack.press("ann", channel, said["ts"], "stop")
        await place.slack.until(lambda root=root: _ended(place, root, channel), 30)
        waits.append(1000 * (time.monotonic() - click))
        await asyncio.sleep(max(0.0, begun + APART - time.monotonic()))
    return sorted(waits)


def _ended(place: World, root: str, channel: str) -> bool:
    return any(footers(m) for m in place.replies(root, channel))


async def measure(redis_url: str) -> None:
    async with world(speed=SPEED) as place:
        web = await place.run("web", REDIS_URL=redis_url, **over_socket(place.slack))
        await web.ready()
        await place.run("worker", REDIS_URL=redis_url)
        place.slack.fault("*", delay=AWAY, times=10**9)
        print(f"{TIMES} answers stopped each; web and worker apart, redis-server, Slack's limits,")
        print(
            f"{SPEED} deltas a second, {AWAY * 1000:.0f} ms a call of Slack's; ms until it is seen"
        )
        print(f"{'':<34}{'p50':>8}{'p95':>8}{'worst':>8}")
        for transport, button in (("edits", "our button"), ("stream", "Slack's own Stop")):
            waits = await stopped(place, transport)
            middle, p95 = waits[TIMES // 2], quantiles(waits, n=20)[-1]
            title = f"{transport}, {button}"
            print(f"{title:<34}{middle:>8.0f}{p95:>8.0f}{waits[-1]:>8.0f}", flush=True)


def main() -> None:
    """Needs redis-server; about four minutes."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            asyncio.run(measure(server.url))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
