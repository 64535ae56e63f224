"""What people order: the words after a command, or those that a message in a thread begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.conversation.dials import DIALS, Dial
from bot.errors import WrongWords
from bot.tongue import said, say, sentence

_DIRECTIVE = re.compile(rf"\s*!({'|'.join(DIALS)})\b[ \t]*([^\n]*)", re.IGNORECASE)
_VALUE = re.compile(r"budget[ =:]*\S+|\S+", re.IGNORECASE)
_CLEARED = {"reset", "default", "clear"}
_STOPS = ",;:.!?"
_WHERE = sentence("Add `here` to set this channel; `everywhere`, or neither, sets it for you.")
_HERE = sentence("It sets this channel.")


@dataclass(frozen=True, slots=True)
class Order:
    """What a command or directive asks for: a dial and its new value; None clears it."""

    dial: Dial
    value: str | None


def order(dial: Dial, words: str, sign: str = "/") -> Order:
    """Read the words after a command; `WrongWords` names what would have been understood.

    `sign` is what its name is typed after: `Commands.sign`, or "!" in a thread.
    """
    plain = _plain(words)
    if plain.lower() in _CLEARED:
        return Order(dial, None)
    if (value := dial.read(plain if dial.exact else plain.lower())) is None:
        raise WrongWords(usage(dial, sign))
    return Order(dial, value)


def usage(dial: Dial, sign: str = "/") -> str:
    """The line that names the words a dial knows."""
    usage = say("Usage: `{words}`.", words=f"{sign}{dial.name} {said(dial.usage)}|reset")
    where = _HERE if dial.ours else _WHERE
    return usage if sign == "!" else f"{usage} {say(where)}"


def directives(text: str) -> tuple[list[Order], list[Dial], str]:
    """Split off what `text` begins with: orders, dials only asked about, and the rest.

    `!effort high what is a monad?` orders effort high and leaves `what is a monad?`.
    """
    orders: list[Order] = []
    asked: list[Dial] = []
    while found := _DIRECTIVE.match(text):
        dial = DIALS[found[1].lower()]
        word = _VALUE.match(found[2])
        text = text[found.end(1) :] if word is None else text[found.start(2) + word.end() :]
        if word is None:
            asked.append(dial)
        else:
            orders.append(_directed(dial, word[0], alone=not found[2][word.end() :].strip()))
    return orders, asked, text.strip()


def _directed(dial: Dial, word: str, *, alone: bool) -> Order:
    """The order of a directive; unless it is `alone` in its line, `word` must be a dial's own.

    Of `!websearch no idea why`, nothing but the asker knows whether `no` belongs to the question.
    """
    try:
        found = order(dial, word, "!")
    except WrongWords:
        found = order(dial, word := word.rstrip(_STOPS), "!")
    plain = _plain(word).lower()
    if not alone and plain.isalpha() and plain != (found.value or "reset").lower():
        raise WrongWords(usage(dial, "!"))
    return found


def _plain(words: str) -> str:
    """Forgive blanks, and the typographic quotes that Slack's composer makes."""
    return " ".join(words.split()).strip("'\"“”‘’`.")


WORDS = ("stop", "retry", "forget", "help", "mute", "unmute")
"""What a whole message may say to the bot in place of a question, after a "!"."""
AT_ONCE = ("stop", "help", "mute", "unmute")
"""Those that do not wait for their turn in the thread."""
_WORD = re.compile(rf"\s*!({'|'.join(WORDS)})[\s.!]*", re.IGNORECASE)
SUMMARIZE = "summarize"
"""What a message may begin with, to say what is to be summarised (see `bot.summary.scope`)."""
_SUMMARIZE = re.compile(r"\s*!summari[sz]e\b", re.IGNORECASE)


def word(text: str) -> str:
    """The word of `WORDS` that `text` is, and nothing else; `SUMMARIZE`; "" for a question."""
    if _SUMMARIZE.match(text):
        return SUMMARIZE
    found = _WORD.fullmatch(text)
    return found[1].lower() if found else ""


def muting(word: str) -> Order:
    """What "mute" and "unmute" set in their thread."""
    return Order(DIALS["speak"], "mentioned" if word == "mute" else "auto")


def orders_something(text: str) -> bool:
    """Whether `text` is for the bot by its very words: it begins with one, or with a directive."""
    return bool(word(text)) or _DIRECTIVE.match(text) is not None
