"""`python -m tests.bench [name…]`: run the benchmarks; each prints what it found."""

from __future__ import annotations

import importlib
import sys

BENCHMARKS = ("stream", "acknowledgement", "conversation", "fairness")
"""Modules beside this one, each with a `main()` that compares us with a baseline in one run."""


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all."""
    if unknown := [name for name in names if name not in BENCHMARKS]:
        sys.exit(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in names or BENCHMARKS:
        importlib.import_module(f"tests.bench.{name}").main()
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
