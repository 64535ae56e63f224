"""A claim is what a paragraph or a point of a list says behind its last mark: it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"\[m\d{1,7}(?:\s*[,;–-]\s*m?\d{1,7}){0,12}\]", re.IGNORECASE)
_POINT = re.compile(r"\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+|\|)")
"""What a point of a list begins with, or a row of a table."""
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
"""What stands between the head of a table and its rows."""
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEAD = re.compile(
    r"\s*(?:#{1,6}\s|(?:\*\*|__)[^*_]+(?:\*\*|__)[\s:.]*$|\|?[\s:|-]+\|?$|[-*_\s]+$)"
)
_WORD = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]{2}|[^\W_぀-ヿ㐀-鿿豈-﫿]+")
"""A word, or two characters of a script that writes none."""
FEWEST = 4
"""Words that a claim has: what is shorter is a label."""


def unmarked(text: str) -> list[str]:
    """The claims of a summary that name no message, in order, each as it stands there.

    What leads on to a list (it ends with a colon), headings and code are no claims.
    """
    return [claim for part in _parts(text) if (claim := _tail(part))]


def _tail(part: str) -> str:
    begins = _POINT.match(part)
    marks = [begins] if begins else []
    marks += _MARK.finditer(part)
    rest = part[marks[-1].end() :] if marks else part
    claim = rest.strip().lstrip(".,;:!?)…–— ").strip()
    if claim.endswith((":", "：")) or len(_WORD.findall(claim)) < FEWEST:
        return ""
    return claim


def _parts(text: str) -> Iterator[str]:
    """Its paragraphs and the points of its lists, each with all of its lines."""
    part: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fence = bool(_FENCE.match(line))
        fenced = fenced != fence
        if _RULE.match(line) and not fenced:
            part = []
            continue
        ends = fence or fenced or not line.strip() or bool(_HEAD.match(line))
        if part and (ends or _POINT.match(line)):
            yield "\n".join(part)
            part = []
        if not ends:
            part.append(line)
    if part:
        yield "\n".join(part)
