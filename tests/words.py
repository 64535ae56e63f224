"""Takes our sentences out of the source, and keeps the catalogues in step with them: `make words`.

It fails where a catalogue lacks something, and says what. With a directory, what they lack is taken
from the catalogues there, by the same names: `make words MORE=dir`.
"""

import sys
from contextlib import redirect_stderr
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.tongue import TONGUES

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers")
KEYWORDS = {
    **dict.fromkeys(("say", "sentence", "marked", "Remark"), None),
    "say_many": (1, 2),
}
"""What takes a sentence as a literal, and as which of its arguments."""
LANGUAGES = TONGUES[1:]
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
"""What stands in the head of each: a date of its own would change with every run."""


def extracted():
    """Every sentence that the source has, with where it stands."""
    catalog = Catalog(project="threadloom", fuzzy=False)
    for room in ROOMS:
        with redirect_stderr(StringIO()):  # it tells of facts that are f-strings: no sentences
            found = list(extract_from_dir(ROOT / room, keywords=KEYWORDS))
        for path, _, message, _, _ in found:
            if "playground" not in Path(path).parts:
                catalog.add(message, locations=[(f"{room}/{path}", None)])
    return catalog


def kept(language, place=ROOT / "bot" / "tongues"):
    """The catalogue of `language`; an empty one where none is kept yet."""
    path = place / f"{language}.po"
    if not path.exists():
        return Catalog(locale=Locale.parse(language), project="threadloom", fuzzy=False)
    with path.open("rb") as written:
        return read_po(written, locale=language)


def renewed(language, more=None):
    """The catalogue in step with the source: what is not said any more has gone."""
    old = kept(language)
    new = Catalog(
        locale=old.locale,
        header_comment=f"# What Threadloom says in {old.locale.english_name}: see tests/words.py.",
        project="threadloom",
        creation_date=_LONG_AGO,
        revision_date=_LONG_AGO,
        fuzzy=False,
    )
    known = [kept(language, more)] if more else []
    for message in extracted():
        if message.id:
            said = next((s for c in (old, *known) if (s := _said(c, message))), None)
            new.add(message.id, said, locations=message.locations)
    return new


def lacking(catalog):
    """What nobody has translated."""
    return [m.id for m in catalog if m.id and not all(_all(m.string))]


def write(language, catalog):
    """Keep it, in the order of the source and without line numbers, so that diffs are small."""
    path = ROOT / "bot" / "tongues" / f"{language}.po"
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, omit_header=False)


def _said(catalog, message):
    found = catalog.get(message.id)
    return found.string if found and not found.fuzzy and all(_all(found.string)) else None


def _all(string):
    return string if isinstance(string, tuple | list) else (string,)


def main(more=None):
    """Renew all of them."""
    left = 0
    for language in LANGUAGES:
        catalog = renewed(language, more)
        write(language, catalog)
        for message in (missing := lacking(catalog)):
            print(f"{language} lacks {message!r}")
        left += len(missing)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
