"""What the words behind a command say: where something is to hold, and what; nothing asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.conversation.dials import Dial
from bot.conversation.orders import Order, order, usage
from bot.conversation.preferences import Place
from bot.errors import WrongWords

Where = Literal["", "here", "everywhere", "workspace"]
_WHERE = (
    r"(?:(?P<here>(?:right\s+)?here|(?:(?:in|for)\s+)?this\s+channel|(?:in|for)\s+the\s+channel|"
    r"channel)|(?P<everywhere>everywhere|(?:for\s+)?(?:me|myself)(?:\s+everywhere)?)|"
    r"(?P<workspace>(?:(?:in|for)\s+)?(?:(?:all\s+of|the|this|our|whole|entire)\s+){0,3}"
    r"(?:workspace|team)|for\s+(?:everyone|everybody|all)))"
)
_EDGES = " \n\t'\"“”„‘’«»`.,;:!?()*_"
_LAST = re.compile(rf"(?:^|[{_EDGES}]){_WHERE}$", re.IGNORECASE)
_FIRST = re.compile(rf"{_WHERE}(?:[{_EDGES}]|$)", re.IGNORECASE)
_BEFORE = re.compile(
    # A sentence may well begin with one of these words: then it has a capital.
    r"\s*(?:(?:(?P<here>here)|(?P<everywhere>everywhere)|(?P<workspace>workspace))[ \t]+(?=\S)|"
    r"(?i:(?P<Here>here)|(?P<Everywhere>everywhere)|(?P<Workspace>workspace))(?::|[ \t]*\n)\s*)"
)
_ASKED = {"", "show", "status", "get", "current", "now"}


def commanded(dial: Dial, words: str, sign: str = "/") -> tuple[Where, Order | None]:
    """Where, and the order, or None where it is only asked what holds; `WrongWords` as `order`.

    The place stands last, or first: `high here`. Before any text, which is taken to the letter, it
    stands first only: `here Be brief.`
    """
    where, rest = _apart(words)
    if rest.strip().lower() in _ASKED:
        return where, None
    if dial.free and order(dial, rest, sign).value is not None:
        where, rest = _ahead(words)
    found = order(dial, rest, sign)
    if dial.ours and where == "everywhere":
        raise WrongWords(usage(dial, sign))
    return where, found


def spot(dial: Dial, where: Where, here: Sequence[Place]) -> Place:
    """Which of the places `here`, those outside of a thread, is meant."""
    kind = {
        "": "channel" if dial.ours else "person",
        "here": "channel",
        "everywhere": "person",
        "workspace": "workspace",
    }[where]
    return next(place for place in here if place.kind == kind)


def _apart(words: str) -> tuple[Where, str]:
    if found := _LAST.search(words.rstrip(_EDGES)):
        return _named(found), words[: found.start()]
    if found := _FIRST.match(bare := words.lstrip(_EDGES)):
        return _named(found), bare[found.end() :]
    return "", words


def _ahead(words: str) -> tuple[Where, str]:
    found = _BEFORE.match(words)
    return (_named(found), words[found.end() :]) if found else ("", words)


def _named(found: re.Match[str]) -> Where:
    name = str(found.lastgroup).lower()
    return "here" if name == "here" else "workspace" if name == "workspace" else "everywhere"
