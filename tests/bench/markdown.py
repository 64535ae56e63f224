"""An answer of 12,000 characters shown as it grows: block by block, and whole each time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from statistics import median

from bot.reply.blocks import Blocks
from bot.reply.characters import size
from bot.reply.pages import Pages
from bot.reply.scroll import Scroll
from bot.reply.sheet import Sheet

LENGTH = 12_000
STEP = 4
"""Characters in a delta: a token, more or less."""
RATE = 80
"""Deltas in a second, so that an answer takes 40 seconds."""
ROUNDS = 3

SECTION = """## Part {n}: how it goes on

A paragraph with **bold** and `code`, a [link](https://example.com/a/{n}) and *more* of it, that \
goes on for a while, as paragraphs do, until all is said that there is to say about part {n}.

1. First, a list that is **numbered**
   - with an item in it that is nested
   - and another, with `code` and $x_{n}$
2. Then the second

| Name | Value | Note |
|------|:-----:|------|
| a{n} | 1     | one  |
| b{n} | 2     |      |

```python
def part_{n}(value: int) -> int:
    return value + {n}
```

"""
GIANTS = {
    "mixed": "".join(SECTION.replace("{n}", str(n)) for n in range(1, 40)),
    "one list": "".join(f"- item {n} says **something** of `{n}`\n" for n in range(1, 900)),
    "one table": "| a | b |\n|---|---|\n" + "| some | thing `x` |\n" * 800,
    "one fence": "```py\n" + "value = compute(1, 2)  # so\n" * 800,
    "one paragraph": "word and *word* and `code` of it " * 800,
}
"""Answers that are many blocks, or just one."""


def ours(text: str, steps: Iterable[int]) -> None:
    """Pushed and framed as it grows."""
    growing, taken = Pages(2 * LENGTH), 0
    for end in steps:
        growing.push(text[taken:end])
        growing.frames()
        taken = end


def streamed(text: str, steps: Iterable[int]) -> None:
    """The same appended to native streams: what Slack has, and what comes next, to the letter."""
    scroll, live = Scroll(), False
    for end in steps:
        scroll.push(text[:end])
        while piece := scroll.next(0.0 if live else None):
            scroll.sent(piece)
            live = piece.then == "on"


def whole(text: str, steps: Iterable[int]) -> None:
    """All that is there read in one go by the same parser, and written, from the start each time.

    It holds nothing back and turns no page: the least that rendering it whole can cost.
    """
    for end in steps:
        blocks, sheet = Blocks(), Sheet(2 * LENGTH, size)
        blocks.tail = text[:end].split("\n")
        sheet.add(blocks.rest())


def spent(way: Callable[[str, Iterable[int]], None], text: str, steps: range) -> float:
    """Milliseconds of CPU."""
    begun = time.process_time()
    way(text, steps)
    return (time.process_time() - begun) * 1000


def main() -> None:
    """Interleaved rounds of both, for each kind of answer; two minutes."""
    half_second = range(STEP * RATE // 2, LENGTH + 1, STEP * RATE // 2)
    delta = range(STEP, LENGTH + 1, STEP)
    print(f"An answer of {LENGTH} characters, {STEP} more each time; CPU in ms, all of it")
    print(f"{'':<32}{'threadloom':>12}{'whole each time':>22}{'ratio':>8}")
    for kind, endless in GIANTS.items():
        text = endless[:LENGTH]
        found = [
            (spent(ours, text, half_second), spent(whole, text, half_second)) for _ in range(ROUNDS)
        ]
        mine, theirs = (median(each) for each in zip(*found, strict=True))
        _row(f"{kind}, each half second", mine, theirs)
    stream = range(STEP * RATE * 6 // 10, LENGTH + 1, STEP * RATE * 6 // 10)
    for kind, endless in GIANTS.items():
        text = endless[:LENGTH]
        _row(f"{kind}, as a stream", spent(streamed, text, stream), spent(whole, text, stream))
    text = GIANTS["mixed"][:LENGTH]
    _row("mixed, each delta", spent(ours, text, delta), spent(whole, text, delta))
    print(f"Medians of {ROUNDS} interleaved rounds (each delta: one). Both make it harmless; ours")
    print("alone turns pages, and holds back or closes what is half-written. A stream is appended")
    print("to each 0.6 s.")


def _row(title: str, mine: float, theirs: float) -> None:
    print(f"{title:<32}{mine:>12.0f}{theirs:>22.0f}{mine / theirs:>8.2f}")


if __name__ == "__main__":
    main()
