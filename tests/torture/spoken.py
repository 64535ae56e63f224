"""What people ask in the torture and what the model says: one follows from the other."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

ID = re.compile(r"\bq\d{5}x[0-9a-f]{4}\b")
"""A question's name: a number in order of asking, and a few digits of chance."""
CANARY = "peregrine-albatross"
"""Said by everybody in every question and answer; no log may ever repeat it."""
LEAKED = "sk-ant-api03-canaryofthepeople"
"""What looks like a key, in the words of people: answered like anything else, logged by nobody."""
_WORDS = """\
amber basket candle dairy ember fathom garden harbour island juniper kettle lantern meadow
needle orchard pebble quarry ribbon saddle timber umber valley willow yarrow zephyr about under
over after before between the of and with from into onto until because although
""".split()  # noqa: SIM905  a list of words reads as prose
_LONG = 12
"""One answer in so many fills more than one page."""


def name(number: int, chance: random.Random) -> str:
    """The id of question number `number`."""
    return f"q{number:05d}x{chance.getrandbits(16):04x}"


def question(id: str) -> str:  # noqa: A002  the design's word
    """What a person writes."""
    return f"Tell me all about {id}, {CANARY}. My key is {LEAKED}."


@lru_cache(4096)
def ids(text: str) -> tuple[str, ...]:
    """The questions that `text` names, each once, in order."""
    return tuple(dict.fromkeys(ID.findall(text)))


def answer(asked: Sequence[str]) -> str:
    """The model's whole answer to one request that asks all of `asked`."""
    return "\n\n".join(map(_whole, asked))


def bare(text: str) -> str:
    """`text` without what cutting it into pages may change: how words are spaced."""
    return " ".join(text.split())


@lru_cache(4096)
def _whole(id_: str) -> str:
    return "\n\n".join(_paragraphs(id_))


def _paragraphs(id_: str) -> Iterable[str]:
    chance = random.Random(id_)
    count = chance.randint(38, 48) if chance.randrange(_LONG) == 0 else chance.randint(2, 7)
    for number in range(1, count + 1):
        words = " ".join(chance.choices(_WORDS, k=chance.randint(45, 75)))
        lead = "- " if chance.random() < 0.2 else ""
        yield f"{lead}{id_}, part {number} of {count}: {words}, {CANARY}."
