"""`python -m tests.bench [name…] [option…]`: run benchmarks; each prints what it found."""

from __future__ import annotations

import importlib
import sys
from itertools import takewhile

BENCHMARKS = (
    "stream",
    "acknowledgement",
    "conversation",
    "fairness",
    "line",
    "load",
    "markdown",
    "stop",
)
"""Modules beside this one, each with a `main()` that compares us with a baseline in one run."""


def main(arguments: list[str]) -> None:
    """Run the named benchmarks, or all; each reads the options that it knows by itself."""
    names = list(takewhile(lambda word: not word.startswith("-"), arguments))
    if unknown := [name for name in names if name not in BENCHMARKS]:
        sys.exit(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in names or BENCHMARKS:
        importlib.import_module(f"tests.bench.{name}").main()
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
