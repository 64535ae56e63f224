"""Text in the small pieces a model writes, the same ones for the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

# Recorded text deltas are 2 to 25 characters long, 9 in the middle; sizes in that spread.
_SIZES = (5, 2, 9, 14, 4, 18, 7, 11, 3, 25, 8, 6, 16)
_WORD = re.compile(r"\s*\S+|\s+$")


def pieces(text: str, scale: int = 1) -> Iterator[str]:
    """`text` in order, in pieces that mostly end with a word; nothing for an empty text."""
    sizes = cycle(_SIZES)
    wanted, held = next(sizes) * scale, ""
    for word in _WORD.findall(text):
        held += word
        while len(held) >= wanted:
            cut = len(held) if len(held) <= wanted * 2 else wanted
            yield held[:cut]
            held, wanted = held[cut:], next(sizes) * scale
    if held:
        yield held


def json_pieces(text: str) -> Iterator[str]:
    """The JSON of a tool's input as the wire cuts it: first nothing, then anywhere."""
    yield ""
    sizes, at = cycle((10, 9, 11, 3, 2, 8)), 0
    while at < len(text):
        size = next(sizes)
        yield text[at : at + size]
        at += size
