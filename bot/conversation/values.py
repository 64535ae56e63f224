"""What people may say of a dial: each reading gives the canonical value, or None for no value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.languages import language

EFFORTS = ("low", "medium", "high", "xhigh", "max")
BUDGET = range(1024, 128_001)
TIERS = ("auto", "standard_only")
SPEAK = ("auto", "mentioned")
SWITCH = ("on", "off")
SAME = "auto"
"""The language of an answer where it is that of the question."""
LONGEST = 3_000
"""Characters of instructions: one field of a form takes no more (facts/slack.md §1.7)."""
_ON = {"on", "yes", "y", "true", "1", "enable", "enabled", "turn on", "switch on"}
_OFF = {"off", "no", "n", "false", "0", "disable", "disabled", "none", "turn off", "switch off"}
_SHORT = {
    "med": "medium",
    "mid": "medium",
    "middle": "medium",
    "normal": "medium",
    "hi": "high",
    "lo": "low",
    "minimal": "low",
    "min": "low",
    "maximum": "max",
    "maximal": "max",
    "x-high": "xhigh",
    "extra high": "xhigh",
}
_SAME = {"auto", "automatic", "any", "same", "as asked", "the question's", "as the question"}


def one_of(words: Sequence[str], word: str) -> str | None:
    """One of `words`, or short for one."""
    word = _SHORT.get(word, word)
    return word if word in words else None


def switch(word: str) -> str | None:
    """On or off."""
    return "on" if word in _ON else "off" if word in _OFF else None


def speak(word: str) -> str | None:
    """When the bot says something, unasked or not."""
    if word in {"always", "all"}:
        return "auto"
    return "mentioned" if word in {"mention", "when mentioned"} else one_of(SPEAK, word)


def thinking(words: str) -> str | None:
    """On, off, or as many tokens."""
    if found := re.fullmatch(r"(?:budget[ =:]*)?(\d{1,7})(?: tokens)?", words.replace(",", "")):
        return f"budget {int(found[1])}" if int(found[1]) in BUDGET else None
    return "on" if words == "adaptive" else switch(words)


def whole(least: int, most: int, word: str) -> str | None:
    """A whole number."""
    plain = word.replace(",", "").replace("_", "")
    fits = plain.isascii() and plain.isdigit() and len(plain) < 9 and least <= int(plain) <= most
    return str(int(plain)) if fits else None


def share(word: str) -> str | None:
    """A number from 0 to 1, as the API has it for temperature and top_p."""
    word = word.replace(",", ".")
    return word if re.fullmatch(r"0(\.[0-9]{1,4})?|\.[0-9]{1,4}|1(\.0{1,4})?", word) else None


def identifier(word: str) -> str | None:
    """The id of a model, or the name of a tool."""
    return word if re.fullmatch(r"[A-Za-z0-9][\w.:@/-]{0,126}\w", word, re.ASCII) else None


def sequence(words: str) -> str | None:
    """What an answer ends before."""
    return words if 0 < len(words) <= 100 and words.strip() else None


def tongue(words: str) -> str | None:
    """The tag of a language, or that it is the question's."""
    return SAME if words in _SAME else language(words)


def instructions(words: str) -> str | None:
    """Any text, verbatim but for the blanks around it."""
    text = words.strip()
    # A form of Slack's counts UTF-16 units, and is not shown at all with more in one field.
    return text if 0 < len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST else None
