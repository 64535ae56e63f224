"""In which language our own sentences are said: that of the person who is going to read them.

`say` is called with the English sentence itself, a literal, so that Babel finds it. Which language
it comes out in is ambient, as in gettext everywhere: `speaking` sets it for the task that answers
one person, and for the tasks which that one starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from typing import Final

from babel.core import UnknownLocaleError, negotiate_locale
from babel.messages.pofile import read_po
from babel.support import Translations

TONGUES: Final[tuple[str, ...]] = ("en",)
"""The languages that we speak, as Babel names them; each but the first has its catalogue."""

_speaks: ContextVar[str] = ContextVar("tongue", default=TONGUES[0])


def say(sentence: str, /, **facts: object) -> str:
    """`sentence` in the language being spoken, with `facts` in place of its `{names}`."""
    said = _catalogue(_speaks.get()).gettext(sentence)
    return said.format(**facts) if facts else said


def say_many(one: str, many: str, count: int, /, **facts: object) -> str:
    """The same, in the form that the language has for `count`, which is among the facts."""
    said = _catalogue(_speaks.get()).ngettext(one, many, count)
    return said.format(count=count, **facts)


def sentence(text: str, /) -> str:
    """`text` as it is: marks what is kept in English, and said later with `say`."""
    return text


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak to somebody whose Slack is set to `locale` ("pl-PL"; "" where nobody knows)."""
    token = _speaks.set(tongue(locale))
    try:
        yield
    finally:
        _speaks.reset(token)


def tongue(locale: str) -> str:
    """The language of ours that is nearest to `locale`; the first where none is."""
    try:
        return negotiate_locale([locale.replace("-", "_")], TONGUES, sep="_") or TONGUES[0]
    except (UnknownLocaleError, ValueError):
        return TONGUES[0]


@cache
def _catalogue(tongue: str) -> NullTranslations:
    if tongue == TONGUES[0]:
        return NullTranslations()
    with files(__package__).joinpath("tongues", f"{tongue}.po").open("rb") as written:
        return _compiled(written, tongue)


def _compiled(written: object, tongue: str) -> NullTranslations:
    from io import BytesIO

    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, read_po(written, locale=tongue))  # type: ignore[arg-type]
    compiled.seek(0)
    return Translations(compiled)
