"""Where a line too long for a page is cut: between words, outside links and code, if it can be."""

from __future__ import annotations

import re
import unicodedata

_WHOLE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|!?\[[^\[\]]*\]\([^\s()]*\)|https?://\S+")
_BEGUN = re.compile(r"`[^`]*$|!?\[[^\[\]]*(?:\](?:\([^()\s]*)?)?$")
_BLOCK = re.compile(r"[#>|~`=+*-]|\d{1,9}[.)]")
_LEAD = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)]|#{1,6})\s+)?")
_SPACE = re.compile(r"(?<=\S)[ \t]+(?=\S)")
_STRETCH = 2_000
"""Characters; what has been open for longer is no link or code that a cut should spare."""


def cut(line: str, fits: int, *, code: bool = False) -> int:
    """How much of `line` goes on this page, of which the first `fits` characters could."""
    head = line[:fits]
    lead = _LEAD.match(head)
    spaces = _SPACE.finditer(line, lead.end() if lead else 0, fits + 1)
    gaps = [gap.end() for gap in spaces if gap.end() <= fits]
    if not code:
        kept = _kept(head)
        safe = [gap for gap in gaps if not any(start < gap < end for start, end in kept)]
        calm = [gap for gap in safe if not _BLOCK.match(line, gap, fits + 1)]
        for choice in (calm, safe):
            if choice and choice[-1] > fits // 4:
                return choice[-1]
    return gaps[-1] if gaps else _between(line, fits)


def _kept(head: str) -> list[tuple[int, int]]:
    """Where the links and the code of a line stand, and what it has begun of one."""
    kept = [(found.start(), found.end()) for found in _WHOLE.finditer(head)]
    begun = _BEGUN.search(head, max(0, len(head) - _STRETCH))
    return [*kept, (begun.start(), len(head) + 1)] if begun else kept


def _between(line: str, fits: int) -> int:
    """The last place up to `fits` that does not part a letter from its marks."""
    for at in range(fits, max(fits - 32, 0), -1):
        joined = line[at : at + 1] in {"\u200d", "\ufe0f"} or line[at - 1] in {"\u200d", "\\"}
        if not joined and not (line[at : at + 1] and unicodedata.combining(line[at])):
            return at
    return fits
