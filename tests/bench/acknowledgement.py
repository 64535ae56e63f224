"""How long Slack waits for its 200: kept in Redis first, against plain Bolt that keeps nothing."""

import asyncio
import hashlib
import hmac
import json
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from bot.playground.slack.server import LocalSlack
from tests.program import Program
from tests.redis_server import RedisServer

SECRET = "bench"
RATE = 200
SECONDS = 5
ROUNDS = 3


def mention(number):
    event = {
        "type": "app_mention", "user": "U0ANN0001", "team": "T0LOOM01",
        "text": "<@U0BOT0001> hello",
        "channel": f"C{number % 50}",
        "ts": f"{number}.{time.time_ns() % 1_000_000:06}",
    }  # fmt: skip
    envelope = {"type": "event_callback", "team_id": "T0LOOM01", "api_app_id": "A0LOOM001"}
    return json.dumps(envelope | {"event": event, "event_id": f"Ev{number}"}).encode()


def signed(body):
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
    return {
        "content-type": "application/json",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest.hexdigest()}",
    }


async def load(url, rate=RATE, seconds=SECONDS):
    """Milliseconds from sending each event to its 200, at a steady rate a second."""
    waits = []

    async def one(client, number):
        body = mention(number)
        begun = time.perf_counter()
        async with client.post(f"{url}/slack/events", data=body, headers=signed(body)) as answer:
            assert answer.status == 200, answer.status
        waits.append((time.perf_counter() - begun) * 1000)

    async with aiohttp.ClientSession() as client, asyncio.TaskGroup() as group:
        begun = time.perf_counter()
        for number in range(rate * seconds):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            group.create_task(one(client, time.time_ns()))
    return sorted(waits)


def at(waits, part):
    return waits[min(int(len(waits) * part), len(waits) - 1)]


class PlainBolt(Program):
    """The baseline in a process of its own."""

    async def __aenter__(self):
        self.child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.plain_bolt", SECRET,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        self._reader = asyncio.create_task(self._read())
        return self


async def measure(redis_url, rate=RATE, rounds=ROUNDS):
    """The waits of both, in order of length: interleaved rounds, after one to warm up."""
    async with LocalSlack(signing_secret=SECRET) as slack:
        environ = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "REDIS_URL": redis_url,
        }
        async with Program("web", **environ) as ours, PlainBolt() as plain:
            places = {"threadloom": await ours.ready(), "plain Bolt": await plain.url()}
            for url in places.values():
                await load(url, rate)  # warm up
            waits = {name: [] for name in places}
            for _ in range(rounds):
                for name, url in places.items():
                    waits[name] += await load(url, rate)
    return {name: sorted(all_of_it) for name, all_of_it in waits.items()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            waits = asyncio.run(measure(server.url))
        finally:
            server.stop()
    print(f"Acknowledgement of {RATE} signed events a second, {ROUNDS} rounds of {SECONDS} s each")
    print(f"{'ms':<14}{'p50':>8}{'p99':>8}{'max':>8}")
    for name, those in waits.items():
        print(f"{name:<14}{at(those, 0.5):>8.2f}{at(those, 0.99):>8.2f}{those[-1]:>8.1f}")
    ours, plain = waits["threadloom"], waits["plain Bolt"]
    ratios = [at(ours, part) / at(plain, part) for part in (0.5, 0.99)]
    print(f"{'ratio':<14}{ratios[0]:>8.2f}{ratios[1]:>8.2f}")


if __name__ == "__main__":
    main()
