"""The further questions at the end of an answer, read from whatever the model made of them."""

from __future__ import annotations

import re

MOST = 5
"""Questions that are offered."""
LONGEST = 1_000
"""Characters of a question that fits into a button and, escaped, into a mark's 8,000 bytes."""
_ITEM = re.compile(r"[ \t]{0,3}(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+|\d{1,2}[、．）][ \t]*)(\S.*)")
_INDENTED = re.compile(r"(?: {2,}|\t)\S")
_CITED = re.compile(r"[ \t]*(?:\\?\[\d{1,3}\\?\])(?:\([^()\s]*\))?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")
_CLOSING = "\"'”’»)*_` "
_ASKS = ("?", "？", "؟", ";", "\u037e")
"""What questions end with; the last two are Greek."""


def further(text: str) -> tuple[str, ...]:
    """The questions in the last list of `text`, if it ends with one; in plain words."""
    found: list[str] = []
    for line in reversed(text.strip().splitlines()):
        if item := _ITEM.fullmatch(line):
            found.append(item[1])
        elif line.strip() and (not found or not _INDENTED.match(line)):
            break
    asked = dict.fromkeys(filter(None, map(_question, reversed(found))))
    return tuple(asked)[:MOST]


def _question(item: str) -> str:
    """The item in plain words; "" if it asks nothing, or can't be asked by a button.

    It may be too long for one, or begin as an order does: a page could have put that there.
    """
    bare = _EMPHASIS.sub("", _LINK.sub(r"\1", _CITED.sub("", item)))
    plain = " ".join(bare.replace("\\", "").split()).strip()
    asks = plain.rstrip(_CLOSING).endswith(_ASKS) and not plain.startswith("!")
    return plain if asks and len(plain) <= LONGEST else ""
