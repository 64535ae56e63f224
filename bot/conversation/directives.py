"""What a message in a thread orders at its beginning or its end, and what it asks besides.

One law for all orders, `!name VALUE`: a message that begins with one is understood, or answered
with the line that helps; it never sets what may have been meant otherwise. Alone in its line, or
with nothing behind it but "please" or another order, a value is any that the dial knows. With more
words behind it, it is for that one answer, and must be a value beyond doubt (`bot.conversation
.doubt`). Words that stand for a whole message (`!stop`) are heard alone only. At the end of a
question an order counts on lines of its own, or behind the end of a sentence; in the middle, in
code and in quotations it is a part of the question. A name that is no word (`!stop_sequence`) is
never meant otherwise: what follows it is its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from bot.conversation.dials import Dial
from bot.conversation.directive import DIRECTIVE, NAMED, NAMES, directed, first, named, taken
from bot.conversation.orders import ASKING, SIGN, SUMMARIZE, WORDS, Order, word
from bot.conversation.question import Question
from bot.conversation.spoken import escaped
from bot.errors import WrongWords
from bot.tongue import say

_LATE = re.compile(
    rf"(?:\n[^\S\n]*|[.?!\u2026][^\S\n]+|[\u3002\uff1f][^\S\n]*)(?={SIGN}(?:{NAMED})(?![\w/]))",
    re.IGNORECASE,
)
_INNER = re.compile(rf"(?<=\s)[!\uff01]({NAMED})[^\S\n]+([^\n]+)", re.IGNORECASE)
_STRANGE = re.compile(r"[!\uff01]([^\W\d_]{3,20})\b")
_MOST = 20
"""Orders within a question that are looked at."""
_ALIKE = 0.8
"""How much a word has to be like one that we know, to be taken for a slip of the fingers."""


def directives(text: str) -> tuple[list[Order], list[Dial], str]:
    """Split off what `text` orders: orders, dials only asked about, and the rest.

    `text` is as Slack has it, and so is the rest; values are as they were typed. `WrongWords` has
    the line that helps.

    `!effort high what is a monad?` orders effort high and leaves `what is a monad?`.
    """
    orders, asked, rest = _led(text)
    rest, later, also = _ended(rest)
    return [*orders, *later], [*asked, *also], rest


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
    """The directives that set for one more answer what `question` set for its own; "" for none.

    Each has a line of its own, so that no question behind them can be taken for their values.
    """
    orders = [one for one in _for_one(question) if not one.dial.free]
    return "".join(escaped(f"!{one.dial.name} {one.value or 'reset'}\n") for one in orders)


def behind(text: str) -> str:
    """What `text` asks besides its directives; all of it if these are wrong."""
    try:
        _, _, rest = directives(text)
    except WrongWords:
        return text
    return rest


def asking(text: str) -> str:
    """The word of `ASKING` that `text` begins with, behind its directives; "" for none."""
    found = word(behind(text))
    return found if found in ASKING else ""


def summarizes_aside(question: Question) -> bool:
    """Whether it orders a summary that is carried into direct messages, where alone it stands."""
    return asking(question.text) == SUMMARIZE and not question.direct


def orders_something(text: str) -> bool:
    """Whether `text` is for the bot by its very words: it begins with one, or with a directive."""
    return bool(word(text)) or DIRECTIVE.match(text) is not None


def overlooked(rest: str) -> str:
    """The first order within a question, which is a part of it: to be told; "" for none."""
    for found in islice(_INNER.finditer(rest), _MOST):
        dial, said = named(found[1]), first(named(found[1]), found[2])
        if dial.free or _quoted(rest, found.start()) or "?" in said:
            continue
        try:
            value = directed(dial, said, alone=False)
        except WrongWords:
            continue
        return f"!{dial.name} {value.value or 'reset'}"
    return ""


def _for_one(question: Question) -> list[Order]:
    try:
        orders, _, rest = directives(question.text)
    except WrongWords:
        return []  # it is not answered, or only with how to say it
    return [one for one in orders if not one.dial.ours] if rest or question.brings else []


def _led(text: str) -> tuple[list[Order], list[Dial], str]:
    """What `text` begins with ordering and asking of dials, and the rest."""
    orders: list[Order] = []
    asked: list[Dial] = []
    while found := DIRECTIVE.match(text):
        dial, behind = named(found[1]), text[found.start(2) :]
        one, text = taken(dial, behind)
        if one:
            orders.append(one)
        else:
            asked.append(dial)
    _strange(text.strip(), first=not (orders or asked))
    return orders, asked, text.strip()


def _ended(text: str) -> tuple[str, list[Order], list[Dial]]:
    """A question, and what is ordered and asked of dials at its end."""
    orders: list[Order] = []
    asked: list[Dial] = []
    for found in reversed(list(_LATE.finditer(text))):
        late = text[found.end() :]
        try:
            now, told, rest = _led(late)
        except WrongWords:
            if found[0].startswith("\n") and "\n" not in late.strip():
                raise
            break
        if rest or _quoted(text, found.end()) or any(each.free for each in _dials(now, told)):
            break
        orders, asked, text = [*now, *orders], [*told, *asked], text[: found.end()].rstrip()
    return text, orders, asked


def _dials(orders: Iterable[Order], asked: Iterable[Dial]) -> Iterator[Dial]:
    yield from (order.dial for order in orders)
    yield from asked


def _strange(text: str, *, first: bool) -> None:
    """`WrongWords` if `text` begins with what stands alone only, or with a slip of the fingers."""
    found = _STRANGE.match(text)
    name = found[1].lower() if found else ""
    if name in WORDS:
        if first and word(text):
            return
        raise WrongWords(
            say(
                "`!{word}` has to be all that a message says. If you ask about it, leave out "
                "the `!`.",
                word=name,
            )
        )
    # `stopp` is as near to `topp`: who is in a hurry means the word.
    words = get_close_matches(name, [*WORDS, *ASKING], 1, _ALIKE)
    known = words or get_close_matches(name, NAMES, 1, _ALIKE)
    if known and not word(text):
        raise WrongWords(
            say(
                "I don't know `!{word}`. Did you mean `!{known}`? `!help` tells all that I know.",
                word=name,
                known=known[0],
            )
        )


def _quoted(text: str, at: int) -> bool:
    """Whether what stands there is code, or quoted."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    fenced = text.count("```", 0, at) % 2 == 1
    return fenced or line.count("`") % 2 == 1 or line.lstrip().startswith(("&gt;", ">"))
