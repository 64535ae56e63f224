"""`python -m tests.torture`: torture for as long as you like; the exit code is the verdict."""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from tests.torture.run import Plan, torture


def main() -> int:
    """0 if the verdict is clean."""
    parser = argparse.ArgumentParser("python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="of the faults and the questions")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--naive", action="store_true", help="workers without the protocol")
    parser.add_argument("--no-faults", action="store_true", help="load alone")
    parser.add_argument(
        "--outage", choices=["slack", "model"], default="", help="out of reach all the time"
    )
    parser.add_argument("--logs", type=Path, help="a folder to keep the logs in")
    told = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if told.seed is None else told.seed
    every = 0.0 if told.no_faults or told.outage else Plan.every
    # What the naive one has not answered at once, it never will.
    settle = 15.0 if told.naive else Plan.settle
    how = {"naive": told.naive, "outage": told.outage}
    plan = Plan(seed, told.minutes * 60, every=every, settle=settle, **how)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        logs = told.logs or Path(folder)
        logs.mkdir(parents=True, exist_ok=True)
        outcome = asyncio.run(torture(plan, logs, lambda line: print(line, flush=True)))
    print(outcome)
    return 0 if outcome.clean else 1


if __name__ == "__main__":
    sys.exit(main())
