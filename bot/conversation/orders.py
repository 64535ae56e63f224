"""What people order: the words after a command, or those that a message in a thread begins with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation.dials import DIALS, Dial
from bot.conversation.question import Question
from bot.conversation.spoken import escaped
from bot.conversation.spoken import plain as typed
from bot.errors import WrongWords
from bot.tongue import said, say, sentence

_DIRECTIVE = re.compile(
    # Whoever writes Chinese or Japanese has another "!" on their keys, and it means the same.
    rf"\s*[!\uff01]({'|'.join(DIALS)})\b[ \t]*(?:[:=][ \t]*)?([^\n]*)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"budget[ =:]*\S+|\S+", re.IGNORECASE)
_CLEARED = {"reset", "default", "clear", "unset", "remove"}
_NOTHING = {"none", "off", "no"}
"""What clears instructions as well: they are no switch."""
_STOPS = ",;:.!?"
_QUOTES = " \t'\"“”„‘’«»`."
_EDGES = f"{_QUOTES}{_STOPS}()*_"
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
    plain = _plain(words)
    if plain.lower() in _CLEARED or (dial.free and plain.lower() in _NOTHING):
        return Order(dial, None)
    if (value := _read(dial, words)) is None:
        raise WrongWords(usage(dial, sign))
    return Order(dial, value)


def usage(dial: Dial, sign: str = "/") -> str:
    """The line that names the words a dial knows."""
    usage = say("Usage: `{words}`.", words=f"{sign}{dial.name} {said(dial.usage)}|reset")
    where = _FIRST if dial.free else _HERE if dial.ours else _WHERE
    return usage if sign == "!" else f"{usage} {say(where)}"


def directives(text: str) -> tuple[list[Order], list[Dial], str]:
    """Split off what `text` begins with: orders, dials only asked about, and the rest.

    `text` is as Slack has it, and so is the rest; values are as they were typed.

    `!effort high what is a monad?` orders effort high and leaves `what is a monad?`.
    """
    orders: list[Order] = []
    asked: list[Dial] = []
    while found := _DIRECTIVE.match(text):
        dial, line = DIALS[found[1].lower()], found[2]
        if dial.free:
            line = text[found.end(1) :].lstrip(" \t:=")
            orders += [order(dial, typed(line, {}), "!")] if line.strip() else []
            asked += [] if line.strip() else [dial]
            return orders, asked, ""
        word = _first(dial, line)
        text = text[found.start(2) + len(word) :] if word else text[found.start(2) :]
        if word:
            orders.append(_directed(dial, word, alone=not line[len(word) :].strip()))
        else:
            asked.append(dial)
    return orders, asked, text.strip()


def only(questions: Iterable[Question]) -> dict[str, str]:
    """What these, answered together, set for their answer alone: values by dial, the last wins.

    "" is that the operator's word stands. What has no question behind it sets the thread instead.
    """
    set_: dict[str, str] = {}
    for each in (one for question in questions for one in _for_one(question)):
        if each.value is not None:
            set_.pop(each.dial.rival, None)
        set_[each.dial.name] = each.value or ""
    return set_


def carried(question: Question) -> str:
    """The directives that set for one more answer what `question` set for its own; "" for none."""
    told = (f"!{one.dial.name} {one.value or 'reset'}" for one in _for_one(question))
    return escaped(" ".join(told))


def _for_one(question: Question) -> list[Order]:
    try:
        orders, _, rest = directives(question.text)
    except WrongWords:
        return []  # it is not answered, or only with how to say it
    return [one for one in orders if not one.dial.ours] if rest or question.brings else []


def _first(dial: Dial, line: str) -> str:
    """What of `line` is the value of a directive, with the punctuation behind it."""
    if dial.words == 1:
        found = _VALUE.match(line)
        return found[0] if found else ""
    ends = [word.end() for word in re.finditer(r"\S+", line)][: dial.words]
    told = (line[:end] for end in reversed(ends))
    return next((some for some in told if _read(dial, some)), line[: ends[0]] if ends else "")


def _directed(dial: Dial, word: str, *, alone: bool) -> Order:
    """The order of a directive; unless it is `alone` in its line, `word` must be a dial's own.

    Of `!websearch no idea why`, nothing but the asker knows whether `no` belongs to the question.
    """
    try:
        found = order(dial, typed(word, {}), "!")
    except WrongWords:
        found = order(dial, typed(word := word.rstrip(_STOPS), {}), "!")
    plain = _plain(word).lower().strip(_EDGES)
    everyday = dial.words == 1 and plain.isalpha() and plain != (found.value or "reset").lower()
    if everyday and not alone:
        raise WrongWords(usage(dial, "!"))
    return found


def _read(dial: Dial, words: str) -> str | None:
    """The value that `words` are, with what people put around it forgiven; None for none."""
    if dial.free:
        return dial.read(words)
    if dial.exact:
        return dial.read(_plain(words))
    # Digits and letters of another width are the same ones.
    bare = unicodedata.normalize("NFKC", " ".join(words.split())).lower()
    plain = bare.strip(_EDGES)
    # The point of `.5` is no mere edge.
    return dial.read(bare) or dial.read(plain) or dial.read(_LED.sub("", plain, count=1))


def _plain(words: str) -> str:
    """Forgive blanks, and the typographic quotes that Slack's composer makes."""
    return " ".join(words.split()).strip(_QUOTES)


WORDS = ("stop", "retry", "forget", "export", "help", "mute", "unmute")
"""What a whole message may say to the bot in place of a question, after a "!"."""
_WORD = re.compile(rf"\s*[!\uff01]({'|'.join(WORDS)})[\s.!\uff01]*", re.IGNORECASE)
SUMMARIZE = "summarize"
"""What a message may begin with, to say what is to be summarised (see `bot.summary.scope`)."""
_SUMMARIZE = re.compile(r"\s*[!\uff01]summari[sz]e\b", re.IGNORECASE)
RESEARCH = "research"
"""What a message may begin with, to have the rest researched (see `bot.research`)."""
_RESEARCH = re.compile(r"\s*[!\uff01]research\b", re.IGNORECASE)
ASKING = (SUMMARIZE, RESEARCH)
"""Words that begin a question of their own kind: it is answered, and alone."""


def word(text: str) -> str:
    """The word of `WORDS` that `text` is, and nothing else; one of `ASKING`; "" for a question."""
    if _SUMMARIZE.match(text):
        return SUMMARIZE
    if _RESEARCH.match(text):
        return RESEARCH
    found = _WORD.fullmatch(text)
    return found[1].lower() if found else ""


def behind(text: str) -> str:
    """What `text` asks behind the directives that it begins with; all of it if these are wrong."""
    try:
        _, _, rest = directives(text)
    except WrongWords:
        return text
    return rest


def asking(text: str) -> str:
    """The word of `ASKING` that `text` begins with, behind its directives; "" for none."""
    found = word(behind(text))
    return found if found in ASKING else ""


def muting(word: str) -> Order:
    """What "mute" and "unmute" set in their thread."""
    return Order(DIALS["speak"], "mentioned" if word == "mute" else "auto")


def orders_something(text: str) -> bool:
    """Whether `text` is for the bot by its very words: it begins with one, or with a directive."""
    return bool(word(text)) or _DIRECTIVE.match(text) is not None
