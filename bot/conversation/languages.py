"""Languages by whatever name people give them, as BCP 47 tags: `pl`, `pt-BR`, `zh-Hant`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from babel.core import Locale, UnknownLocaleError

from bot.tongue import TONGUES

_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?", re.IGNORECASE)
_LED = re.compile(r"(in|po|auf|用)\s+", re.IGNORECASE)
_THEIR_OWN: Mapping[str, str] = {
    "العربية": "ar",
    "български": "bg",
    "català": "ca",
    "čeština": "cs",
    "dansk": "da",
    "deutsch": "de",
    "ελληνικά": "el",
    "español": "es",
    "castellano": "es",
    "eesti": "et",
    "فارسی": "fa",
    "farsi": "fa",
    "suomi": "fi",
    "français": "fr",
    "עברית": "he",
    "हिन्दी": "hi",
    "hrvatski": "hr",
    "magyar": "hu",
    "bahasa indonesia": "id",
    "italiano": "it",
    "日本語": "ja",
    "한국어": "ko",
    "lietuvių": "lt",
    "latviešu": "lv",
    "bahasa melayu": "ms",
    "norsk": "no",
    "nederlands": "nl",
    "po polsku": "pl",
    "português": "pt",
    "brazilian": "pt-BR",
    "română": "ro",
    "русский": "ru",
    "slovenčina": "sk",
    "slovenščina": "sl",
    "српски": "sr",
    "svenska": "sv",
    "ไทย": "th",
    "türkçe": "tr",
    "українська": "uk",
    "اردو": "ur",
    "tiếng việt": "vi",
    "mandarin": "zh",
    "繁體中文": "zh-Hant",
    "简体中文": "zh-Hans",
    "正體中文": "zh-Hant",
}
"""What people call their languages, beside what CLDR has in the languages that we speak.

Loading all of CLDR for this would take five seconds.
"""


def language(words: str) -> str | None:
    """The tag of the language that `words` name; None if that is none."""
    bare = _LED.sub("", words.casefold(), count=1)
    return _names().get(words.casefold()) or _names().get(bare) or _tag(bare.replace("_", "-"))


def called(tag: str, tongue: str = TONGUES[0]) -> str:
    """What the language of `tag` is called in another one, which Babel knows as `tongue`.

    Where that has no name for it, it is called as it is in the first of ours.
    """
    key = tag.replace("-", "_")
    for speaking in (Locale.parse(tongue), Locale.parse(TONGUES[0])):
        if key in speaking.languages:
            return str(speaking.languages[key])
        with suppress(UnknownLocaleError):
            if name := Locale.parse(tag, sep="-").get_display_name(speaking):
                return str(name)
    return tag


def _tag(word: str) -> str | None:
    if not _TAG.fullmatch(word):
        return None
    try:
        return str(Locale.parse(word, sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        return word if word in Locale.parse(TONGUES[0]).languages else None


@cache
def _names() -> Mapping[str, str]:
    """Tags by names, in small letters; the first of our tongues has the last word."""
    names: dict[str, str] = {}
    for tongue in reversed(TONGUES):
        told = Locale.parse(tongue).languages
        names |= {str(name).casefold(): key.replace("_", "-") for key, name in told.items()}
    return {**names, **_THEIR_OWN}
