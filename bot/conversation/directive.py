"""One order in a message: what it is called after its sign, and what behind that is its value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import islice

from bot.conversation.dials import DIALS, Dial
from bot.conversation.doubt import sure
from bot.conversation.orders import (
    ASKING,
    EDGES,
    PLEASE,
    SIGN,
    STOPS,
    WORDS,
    Order,
    bare,
    order,
    reads,
    usage,
)
from bot.conversation.spoken import plain as typed
from bot.errors import WrongWords

_ALSO: Mapping[str, tuple[str, ...]] = {
    "websearch": ("web_search", "web"),
    "webfetch": ("web_fetch",),
    "code": ("code_execution",),
    "language": ("lang",),
    "thinking": ("think",),
}
"""What else people call dials in threads."""
_CALLED = [
    (name, dial) for dial in DIALS.values() for name in (dial.name, *_ALSO.get(dial.name, ()))
]
NAMES: Mapping[str, Dial] = {name.replace("_", ""): dial for name, dial in _CALLED}
"""The dials by all that they are called, less what may stand between the words of a name."""
NAMED = "|".join(name.replace("_", "[-_]?") for name, _ in _CALLED)
"""What any of these matches."""
DIRECTIVE = re.compile(
    rf"\s*{SIGN}({NAMED})(?![\w/])(?!-\w)(?:[?.!\uff1f]+(?=\s|$))?"
    r"[^\S\n]*(?:[:=\uff1a\uff1d][^\S\n]*)?([^\n]*)",
    re.IGNORECASE,
)
"""A name, and the line behind it."""
_LINE = 200
"""Characters of a line that may be a value and no more."""
_VALUE = re.compile(r"budget[ =:]*\S+|\S+", re.IGNORECASE)
_ALONE = re.compile(
    rf"{PLEASE}(?:$|(?={SIGN}(?:{NAMED}|{'|'.join((*WORDS, *ASKING))})\b))", re.IGNORECASE
)


def named(name: str) -> Dial:
    """The dial that is called `name`, which `NAMED` matches."""
    return NAMES[name.lower().replace("-", "").replace("_", "")]


def taken(dial: Dial, text: str) -> tuple[Order | None, str]:
    """What `text`, behind the name of `dial`, begins with ordering of it, and the rest.

    None where it orders nothing, and only asks. `WrongWords` if that is no value beyond doubt.
    """
    if not dial.free:
        return _taken(dial, text)
    return (order(dial, typed(text.lstrip(), {}), "!") if text.strip() else None), ""


def _taken(dial: Dial, text: str) -> tuple[Order | None, str]:
    line, _, below = text.partition("\n")
    if not line.strip():
        under, _, rest = below.lstrip().partition("\n")
        found = _whole(dial, under)
        return (found, rest) if found and _sure(dial, _tidy(under), found) else (None, below)
    if dial.offers and (found := _whole(dial, line)):
        return found, below
    word = first(dial, line)
    alone = _ALONE.match(line, len(word))
    left = line[alone.end() :] if alone else line[len(word) :]
    return directed(dial, word, alone=alone is not None), f"{left}\n{below}"


def _whole(dial: Dial, line: str) -> Order | None:
    """The order that all of `line` is the value of."""
    said = _tidy(line)
    if len(line) > _LINE or (dial.exact and len(said.split()) > 1):
        return None
    try:
        return order(dial, typed(said, {}), "!")
    except WrongWords:
        return None


def _tidy(line: str) -> str:
    if len(line) > _LINE:
        return line
    return re.sub(rf"{PLEASE}$", "", line, flags=re.IGNORECASE)


def first(dial: Dial, line: str) -> str:
    """What of `line` is the value of a directive, with the punctuation behind it."""
    if dial.words == 1:
        found = _VALUE.match(line)
        return found[0] if found else ""
    # No more of them are looked for than count: a line may have thousands.
    ends = [word.end() for word in islice(re.finditer(r"\S+", line), dial.words)]
    told = (line[:end] for end in reversed(ends))
    return next((some for some in told if reads(dial, some)), line[: ends[0]] if ends else "")


def directed(dial: Dial, word: str, *, alone: bool) -> Order:
    """The order of a directive; unless it is `alone` in its line, `word` must be beyond doubt."""
    try:
        found = order(dial, typed(word, {}), "!")
    except WrongWords:
        bare_ = word.rstrip(STOPS)
        if "?" in word[len(bare_) :] and not dial.offers:
            raise  # `!model which?` asks
        found = order(dial, typed(word := bare_, {}), "!")
    # `!language is is it` is all of its line, and yet no value.
    several = dial.words > 1 and len(word.split()) > 1
    if not ((alone and not several) or _sure(dial, word, found)):
        raise WrongWords(usage(dial, "!"))
    return found


def _sure(dial: Dial, word: str, found: Order) -> bool:
    plain = unicodedata.normalize("NFKC", bare(typed(word, {}))).lower().strip(EDGES)
    return sure(dial, plain or word, found.value)
