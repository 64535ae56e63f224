"""Where a paragraph too long for a page is cut: between words, outside links, code and emphasis."""

from __future__ import annotations

import re
import unicodedata

from bot.reply.inline import marks

_BLOCK = re.compile(r"[#>|~`=+*-]|\d{1,9}[.)]|\$\$|\\\[")
_LEAD = re.compile(r"#{1,6} +")
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)")
_FENCE = re.compile(r"`|~")
_STRETCH = 2_000
"""Characters; what has been open for longer is no link or code that a cut should spare."""


def cut(text: str, fits: int, *, code: bool = False) -> int:
    """How much of `text` goes on this page, of which the first `fits` characters could."""
    lead = _LEAD.match(text)
    spaces = _SPACE.finditer(text, lead.end() if lead else 0, fits + 1)
    gaps = [gap.end() for gap in spaces if gap.end() <= fits]
    if code:
        gaps = [gap for gap in gaps if not _FENCE.match(text, gap)]
        return gaps[-1] if gaps else _between(text, fits)
    kept = _kept(text[:fits])
    safe = [gap for gap in gaps if not any(start < gap < end for start, end in kept)]
    calm = [gap for gap in safe if not _BLOCK.match(text, gap, fits + 1)]
    for choice in (calm, safe):
        if choice and choice[-1] > fits // 4:
            return choice[-1]
    return gaps[-1] if gaps else _between(text, fits)


def _kept(text: str) -> list[tuple[int, int]]:
    """Where links, code and emphasis stand in a text, and what it has begun of one."""
    found = marks(text)
    kept = [(one.start, one.end) for one in found.spans] + found.paired
    begun = [at for at in found.loose if len(text) - at < _STRETCH]
    return [*kept, *((at, len(text) + 1) for at in begun)]


def _between(text: str, fits: int) -> int:
    """The last place up to `fits` that does not part a letter from its marks."""
    for at in range(fits, max(fits - 32, 0), -1):
        joined = text[at : at + 1] in {"\u200d", "\ufe0f"} or text[at - 1] in {"\u200d", "\\"}
        if not joined and not (text[at : at + 1] and unicodedata.combining(text[at])):
            return at
    return fits
