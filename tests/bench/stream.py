"""What a streamed event costs, and how many streams one core holds: ours and the SDK's."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

ROUNDS = 3


def main() -> None:
    """Interleaved rounds of both readers, each alone, against one server in its own process."""
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "sdk": []}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.stream_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdin
        assert server.stdout
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        for _ in range(ROUNDS):
            for name, figures in found.items():
                figures.append(_round(name, url))
        server.stdin.close()
    (spent, held), (spent_sdk, held_sdk) = (
        tuple(map(median, zip(*figures, strict=True))) for figures in found.values()
    )
    print("Streams of 50 events a second, each event its own write; one core, uvloop for both")
    print(f"{'':<32}{'threadloom':>12}{'SDK messages.stream':>22}{'ratio':>8}")
    cost = f"{spent:>12.0f}{spent_sdk:>22.0f}{spent / spent_sdk:>8.2f}"
    print(f"{'CPU time of an event, µs':<32}{cost}")
    print(f"{'streams held':<32}{held:>12.0f}{held_sdk:>22.0f}{held / held_sdk:>8.2f}")
    print(f"Medians of {ROUNDS} interleaved rounds. Held: nine of ten events are decoded before")
    print("the next one is written (20 ms).")


def _round(name: str, url: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.bench.stream_client", name, url]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    spent, held = map(float, told.stdout.split())
    return spent, held
