"""In which language our own sentences are said: that of the person who is going to read them.

`say` is called with the English sentence itself, a literal, so that Babel finds it. Which language
it comes out in is ambient, as in gettext everywhere: `speaking` sets it for the task that answers
one person, and for the tasks which that one starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import Final, Self

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

TONGUES: Final[tuple[str, ...]] = ("en", "pl", "zh_Hant")
"""The languages that we speak, as Babel names them; each but the first has its catalogue."""

_speaks: ContextVar[str] = ContextVar("tongue", default=TONGUES[0])


class Remark(str):
    """A sentence in English, as the model and the log read it, and `said` to a person.

    It is written like one for `say`: a literal, and facts, which may be remarks themselves.
    """

    __slots__ = ("_facts", "_sentence")
    _sentence: str
    _facts: Mapping[str, object]

    def __new__(cls, sentence: str, /, **facts: object) -> Self:
        remark = super().__new__(cls, _filled(sentence, facts, TONGUES[0]))
        remark._sentence, remark._facts = sentence, facts
        return remark

    @property
    def said(self) -> str:
        """The same in the language being spoken."""
        return say(self._sentence, **self._facts)


def say(sentence: str, /, **facts: object) -> str:
    """`sentence` in the language being spoken, with `facts` in place of its `{names}`.

    Numbers are written as that language writes them: an `int` in groups of digits, a `Decimal`
    with the places that it has. A `Remark` is said, too.
    """
    tongue = _speaks.get()
    # What gettext has for "" is the head of the catalogue.
    said = _catalogue(tongue).gettext(sentence) if sentence else ""
    return _filled(said, facts, tongue)


def say_many(one: str, many: str, count: int, /, **facts: object) -> str:
    """The same, in the form that the language has for `count`, which is among the facts."""
    tongue = _speaks.get()
    said = _catalogue(tongue).ngettext(one, many, count)
    return _filled(said, {"count": count, **facts}, tongue)


def sentence(text: str, /) -> str:
    """`text` as it is: marks what is kept in English, and said later with `say`."""
    return text


def said(text: str) -> str:
    """`text` in the language being spoken if it is a `Remark`, and otherwise as it is."""
    return text.said if isinstance(text, Remark) else text


def number(value: int) -> str:
    """`value` as the language being spoken writes it."""
    return format_decimal(value, locale=_speaks.get())


def month(year: int, number: int) -> str:
    """A month (1 to 12) with its year, as in "October 2026"."""
    return format_skeleton("yMMMM", date(year, number, 1), locale=_speaks.get())


def spoken() -> str:
    """The language being spoken, as Babel names it."""
    return _speaks.get()


def speak(locale: str) -> None:
    """From here on this task speaks to somebody whose Slack is set to `locale`."""
    _speaks.set(tongue(locale))


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak to somebody whose Slack is set to `locale` ("pl-PL"; "" where nobody knows)."""
    token = _speaks.set(tongue(locale))
    try:
        yield
    finally:
        _speaks.reset(token)


@cache
def tongue(locale: str) -> str:
    """The language of ours that `locale` means, in its script; the first where none is.

    Taiwan and Hong Kong write as we do; whoever chose Simplified Chinese is spoken to in English.
    """
    try:
        meant = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return TONGUES[0]
    named = (f"{meant.language}_{meant.script}", meant.language)
    return next((name for name in named if name in TONGUES), TONGUES[0])


def _filled(said: str, facts: Mapping[str, object], tongue: str) -> str:
    if not facts:
        return said
    return said.format(**{name: _written(fact, tongue) for name, fact in facts.items()})


def _written(fact: object, tongue: str) -> object:
    if isinstance(fact, Remark):
        return fact if tongue == TONGUES[0] else fact.said
    if isinstance(fact, int):
        return _Count(format_decimal(fact, locale=tongue))
    if isinstance(fact, Decimal):
        places = "0" * -int(fact.as_tuple().exponent)
        return format_decimal(fact, format=f"#,##0.{places}", locale=tongue)
    return fact


class _Count(str):
    """A number in its digits, whatever way of grouping them the sentence asks for."""

    __slots__ = ()

    def __format__(self, spec: str, /) -> str:
        return super().__format__(spec.replace(",", ""))


@cache
def _catalogue(tongue: str) -> NullTranslations:
    if tongue == TONGUES[0]:
        return NullTranslations()
    compiled = BytesIO()
    with files(__package__).joinpath("tongues", f"{tongue}.po").open("rb") as written:
        write_mo(compiled, read_po(written, locale=tongue))
    compiled.seek(0)
    return Translations(compiled)
