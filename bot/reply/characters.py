"""Characters that hide, reorder or break text never reach Slack; the rest is counted its way."""

from __future__ import annotations

import re

from bot.conversation.spoken import escaped
from bot.conversation.wording import ODD

_ODD = re.compile(f"[{ODD}]")
_SPACES = {"\r": " ", "\v": " ", "\f": " ", "\x85": " "}
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u206f\u3164\ufeff]+"
)


def plain(text: str) -> str:
    """`text` without odd characters, one at a time, so that it holds for any piece of it."""
    return _ODD.sub(_instead, text)


def still(text: str) -> str:
    """`text` for mrkdwn, with nothing in it that acts, leads anywhere, hides or reorders."""
    return escaped(plain(text))


def _instead(odd: re.Match[str]) -> str:
    char = odd[0]
    if char > "\u2000" and not "\ud800" <= char <= "\udfff":
        return ""
    return _SPACES.get(char, "\ufffd")


def size(text: str) -> int:
    """The length of `text` as Slack counts it: UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(text: str, most: int) -> str:
    """The longest beginning of `text` that has at most `most` of these units."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")


def octets(text: str) -> int:
    """The length of `text` in UTF-8 bytes, as Slack's streams count it."""
    return len(text.encode("utf-8", "surrogatepass"))


def blank(text: str) -> bool:
    """Whether there is nothing in `text` that a person could see."""
    return not _UNSEEN.sub("", text)
