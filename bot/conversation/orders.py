"""What the words behind a command or a "!" order: a dial and its value, or a word to the bot."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.conversation.dials import DIALS, Dial
from bot.errors import WrongWords
from bot.tongue import said, say, sentence

_CLEARED = {"reset", "default", "clear", "unset", "remove"}
_NOTHING = {"none", "off", "no"}
"""What clears instructions as well: they are no switch."""
STOPS = ",;:.!?"
"""What may stand behind a value, and is none of it."""
_QUOTES = " \t'\"“”„‘’«»`."
EDGES = f"{_QUOTES}{STOPS}()*_"
_LED = re.compile(r"(?:(?:set|to|is)\s+|[=:]\s*)+")
_WHERE = sentence(
    "Add `here` to set this channel, or `workspace` to set all of this workspace; `everywhere`, or "
    "none of these, sets it for you."
)
_HERE = sentence("It sets this channel; add `workspace` to set all of this workspace.")
_FIRST = sentence(
    "Begin with `here` to set this channel, or with `workspace` to set all of this workspace; "
    "otherwise it is set for you, everywhere."
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a command or directive asks for: a dial and its new value; None clears it."""

    dial: Dial
    value: str | None


def order(dial: Dial, words: str, sign: str = "/") -> Order:
    """Read the words after a command; `WrongWords` names what would have been understood.

    `sign` is what its name is typed after: `Commands.sign`, or "!" in a thread.
    """
    plain = bare(words)
    if plain.lower() in _CLEARED or (dial.free and plain.lower() in _NOTHING):
        return Order(dial, None)
    if (value := reads(dial, words)) is None:
        raise WrongWords(usage(dial, sign))
    return Order(dial, value)


def usage(dial: Dial, sign: str = "/") -> str:
    """The line that names the words a dial knows."""
    usage = say("Usage: `{words}`.", words=f"{sign}{dial.name} {said(dial.usage)}|reset")
    where = _FIRST if dial.free else _HERE if dial.ours else _WHERE
    return usage if sign == "!" else f"{usage} {say(where)}"


def reads(dial: Dial, words: str) -> str | None:
    """The value that `words` are, with what people put around it forgiven; None for none."""
    if dial.free:
        return dial.read(words)
    if dial.exact:
        return dial.read(bare(words))
    # Digits and letters of another width are the same ones.
    wide = unicodedata.normalize("NFKC", " ".join(words.split())).lower()
    plain = wide.strip(EDGES)
    # The point of `.5` is no mere edge.
    return dial.read(wide) or dial.read(plain) or dial.read(_LED.sub("", plain, count=1))


def bare(words: str) -> str:
    """Forgive blanks, and the typographic quotes that Slack's composer makes."""
    return " ".join(words.split()).strip(_QUOTES)


SIGN = r"[!\uff01/\uff0f][^\S\n]?"
"""What an order begins with. Whoever writes Chinese or Japanese has another "!" on their keys; and
behind a mention, where Slack has no commands, people type theirs all the same."""
PLEASE = (
    r"(?:[\s,.!\uff01]{0,9}(?:please|pls|plz|now|thanks|thank you|thx|bitte|danke|proszę|dzięki|"
    r"dziękuję|请|請|謝謝|谢谢)(?!\w)){0,3}[\s,.!\uff01]{0,9}"
)
"""What people say beside an order without ordering anything more; bounded, as all that is read."""
WORDS = ("stop", "retry", "forget", "export", "help", "mute", "unmute")
"""What a whole message may say to the bot in place of a question, after a sign."""
_WORD = re.compile(rf"\s*{SIGN}({'|'.join(WORDS)})(?!\w){PLEASE}", re.IGNORECASE)
SUMMARIZE = "summarize"
"""What a message may begin with, to say what is to be summarised (see `bot.summary.scope`)."""
SUMMARIZED = re.compile(rf"\s*{SIGN}summari[sz]e\b[:,]?", re.IGNORECASE)
RESEARCH = "research"
"""What a message may begin with, to have the rest researched (see `bot.research`)."""
RESEARCHED = re.compile(rf"\s*{SIGN}research\b[:,]?", re.IGNORECASE)
ASKING = (SUMMARIZE, RESEARCH)
"""Words that begin a question of their own kind: it is answered, and alone."""


def word(text: str) -> str:
    """The word of `WORDS` that `text` is, and nothing else; one of `ASKING`; "" for a question."""
    if SUMMARIZED.match(text):
        return SUMMARIZE
    if RESEARCHED.match(text):
        return RESEARCH
    found = _WORD.fullmatch(text)
    return found[1].lower() if found else ""


def muting(word: str) -> Order:
    """What "mute" and "unmute" set in their thread."""
    return Order(DIALS["speak"], "mentioned" if word == "mute" else "auto")
