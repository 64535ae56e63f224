"""What is told of an error: its name, our reason, and no word that somebody else has said.

An endpoint may quote what it was sent, and a library what it could not read: what stands in quotes
is left out of our reasons, and so is every run of words of the question that is followed. Of
foreign errors only the name is told, and where in the code they came up.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from typing import Any, Final

from bot.errors import BotError

SAID: ContextVar[Sequence[str]] = ContextVar("said", default=())
"""What people said that whoever logs now is about."""
_RUN: Final = 3
"""So many words in a row are nobody's by chance."""
_WORD: Final = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]|[^\W\u3040-\u9fff\uac00-\ud7af]+")
"""Where no blanks stand between words, each sign counts as one."""
_QUOTED: Final = re.compile(
    r"""(?<!\w)(?:'.+?(?:'(?!\w)|\Z)|".+?(?:"(?!\w)|\Z)|`.+?(?:`|\Z)|“.+?(?:”|\Z)|‘.+?(?:’|\Z))""",
    re.DOTALL,
)


class Discreet:
    """An error as an argument of a log line: `%s` is its reason, `%r` with its name."""

    def __init__(self, error: BaseException) -> None:
        self._name = type(error).__name__
        self._text = discreet(str(error)) if isinstance(error, BotError) else ""

    def __str__(self) -> str:
        return self._text or self._name

    def __repr__(self) -> str:
        return f"{self._name}({self._text!r})" if self._text else self._name


def discreet(text: str) -> str:
    """`text` without quotations of several words, and without what people said."""
    return _unsaid(_QUOTED.sub(_kept, text))


def arguments(told: Any) -> Any:
    """The arguments of a log line, with every error among them discreet."""
    if not isinstance(told, tuple):
        return Discreet(told) if isinstance(told, BaseException) else told
    return tuple(Discreet(one) if isinstance(one, BaseException) else one for one in told)


def trace(error: BaseException) -> str:
    """Where it came up and why, the causes first, as Python tells it but for foreign reasons."""
    return "\n".join(_traced(error, set()))


def _traced(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before and id(before) not in seen:
        yield from _traced(before, seen)
        yield "and then:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n") or "  (nowhere)"
    yield repr(Discreet(error))
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _traced(inner, seen)


def _kept(quoted: re.Match[str]) -> str:
    """A quotation of one word names something; a longer one is somebody's words."""
    text = quoted[0]
    return f"{text[0]}…" if len(_WORD.findall(text)) > 1 else text


def _unsaid(text: str) -> str:
    said, words = SAID.get(), list(_WORD.finditer(text))
    pieces, at = [], 0
    for first, last in zip(words, words[_RUN - 1 :], strict=False):
        if any(text[first.start() : last.end()] in one for one in said):
            # Runs may overlap: what comes after the first of them goes with it.
            pieces += [text[at : first.start()], "…"] if first.start() >= at else []
            at = last.end()
    return "".join([*pieces, text[at:]])
