"""The dials that people turn: what each is called, which words it knows, and what it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.conversation.preferences import Choice, Place, Preferences
from bot.tongue import Remark, number, say, sentence

EFFORTS = ("low", "medium", "high", "xhigh", "max")
BUDGET = range(1024, 128_001)
TIERS = ("auto", "standard_only")
SPEAK = ("auto", "mentioned")
_SWITCH = ("on", "off")
_ON = {"on", "yes", "true", "enable", "enabled"}
_OFF = {"off", "no", "false", "disable", "disabled"}
_SHORT = {"med": "medium", "mid": "medium", "hi": "high", "lo": "low", "maximum": "max"}


@dataclass(frozen=True, slots=True)
class Dial:
    """One thing people can set: `!name` in threads, and `/name` in channels if it has a command.

    `read` gives the canonical value of some words, or None if they say nothing. `rival` is the dial
    that is cleared when this one is set. `usage` is a `Remark` where it has words beside those that
    are typed. `exact`: the words are taken as they are, not in lower case. `offers` are values to
    choose from where one does not write; () where one has to. `ours`: it is about a thread or a
    channel, never about one person.
    """

    name: str
    title: str
    usage: str
    read: Callable[[str], str | None]
    turn: Callable[[Preferences, str], Preferences]
    tell: Callable[[Preferences], str]
    command: bool = False
    rival: str = ""
    exact: bool = False
    offers: tuple[str, ...] = ()
    ours: bool = False


def _one_of(words: Sequence[str], word: str) -> str | None:
    word = _SHORT.get(word, word)
    return word if word in words else None


def _switch(word: str) -> str | None:
    return "on" if word in _ON else "off" if word in _OFF else None


def _speak(word: str) -> str | None:
    return "auto" if word == "always" else _one_of(SPEAK, word)


def _thinking(words: str) -> str | None:
    if found := re.fullmatch(r"(?:budget[ =:]*)?(\d{1,7})", words.replace(",", "")):
        return f"budget {int(found[1])}" if int(found[1]) in BUDGET else None
    return "on" if words == "adaptive" else _switch(words)


def _whole(least: int, most: int, word: str) -> str | None:
    plain = word.replace(",", "").replace("_", "")
    fits = plain.isascii() and plain.isdigit() and len(plain) < 9 and least <= int(plain) <= most
    return str(int(plain)) if fits else None


def _share(word: str) -> str | None:
    """A number from 0 to 1, as the API has it for temperature and top_p."""
    return word if re.fullmatch(r"0(\.[0-9]{1,4})?|\.[0-9]{1,4}|1(\.0{1,4})?", word) else None


def _id(word: str) -> str | None:
    return word if re.fullmatch(r"[A-Za-z0-9][\w.:@/-]{0,126}\w", word, re.ASCII) else None


def _sequence(words: str) -> str | None:
    return words if 0 < len(words) <= 100 and words.strip() else None


def _told(value: object) -> str:
    return say("the model's own") if value in (None, "", ()) else str(value)


def _switched(on: bool) -> str:  # noqa: FBT001  it is the value told
    return say("on") if on else say("off")


_ALL = (
    Dial(
        "effort",
        sentence("Effort"),
        "|".join(EFFORTS),
        partial(_one_of, EFFORTS),
        lambda p, value: replace(p, effort=value),
        lambda p: _told(p.effort),
        command=True,
        offers=EFFORTS,
    ),
    Dial(
        "thinking",
        sentence("Thinking"),
        Remark(
            "on|off|budget N (N from {least} to {most} tokens)",
            least=BUDGET.start,
            most=BUDGET.stop - 1,
        ),
        _thinking,
        lambda p, value: replace(p, thinking=value),
        lambda p: _told(p.thinking),
        command=True,
        offers=(*_SWITCH, "budget 4096", "budget 16000", "budget 64000"),
    ),
    Dial(
        "websearch",
        sentence("Web search"),
        "on|off",
        _switch,
        lambda p, value: replace(p, web_search=value == "on"),
        lambda p: _switched(p.web_search),
        command=True,
        offers=_SWITCH,
    ),
    Dial(
        "webfetch",
        sentence("Web fetch"),
        "on|off",
        _switch,
        lambda p, value: replace(p, web_fetch=value == "on"),
        lambda p: _switched(p.web_fetch),
        command=True,
        offers=_SWITCH,
    ),
    Dial(
        "code",
        sentence("Code execution"),
        "on|off",
        _switch,
        lambda p, value: replace(p, code_execution=value == "on"),
        lambda p: _switched(p.code_execution),
        offers=_SWITCH,
    ),
    Dial(
        "model",
        sentence("Model"),
        Remark("ID (any id that the endpoint knows, such as claude-opus-4-6)"),
        _id,
        lambda p, value: replace(p, model=value),
        lambda p: p.model,
        exact=True,
    ),
    Dial(
        "max_tokens",
        sentence("Most tokens of an answer"),
        Remark("N (from {least} to {most})", least=1, most=128_000),
        partial(_whole, 1, 128_000),
        lambda p, value: replace(p, max_tokens=int(value)),
        lambda p: number(p.max_tokens),
    ),
    Dial(
        "temperature",
        sentence("Temperature"),
        Remark("N (from 0 to 1; low for analysis, high for invention)"),
        _share,
        lambda p, value: replace(p, temperature=float(value), top_p=None),
        lambda p: _told(p.temperature),
        rival="top_p",
    ),
    Dial(
        "top_p",
        sentence("Top p"),
        Remark("N (from {least} to {most})", least=0, most=1),
        _share,
        lambda p, value: replace(p, top_p=float(value), temperature=None),
        lambda p: _told(p.top_p),
        rival="temperature",
    ),
    Dial(
        "top_k",
        sentence("Top k"),
        Remark("N (from {least} to {most})", least=0, most=100_000),
        partial(_whole, 0, 100_000),
        lambda p, value: replace(p, top_k=int(value)),
        lambda p: _told(p.top_k),
    ),
    Dial(
        "stop_sequence",
        sentence("Stop sequence"),
        Remark("TEXT (at most 100 characters; the answer ends before it)"),
        _sequence,
        lambda p, value: replace(p, stop=(value,)),
        lambda p: _told(" ".join(p.stop)),
        exact=True,
    ),
    Dial(
        "tier",
        sentence("Service tier"),
        "|".join(TIERS),
        partial(_one_of, TIERS),
        lambda p, value: replace(p, tier=value),
        lambda p: _told(p.tier),
        offers=TIERS,
    ),
    Dial(
        "tools",
        sentence("Tool choice"),
        "auto|any|none|NAME",
        _id,
        lambda p, value: replace(p, tool_choice=value),
        lambda p: _told(p.tool_choice),
    ),
    Dial(
        "speak",
        sentence("When I speak"),
        Remark(
            "auto|mentioned (auto: whenever it may be meant for me; mentioned: only when called)"
        ),
        _speak,
        lambda p, value: replace(p, speak=value),
        lambda p: say("only when mentioned") if p.speak == "mentioned" else say("auto"),
        command=True,
        offers=SPEAK,
        ours=True,
    ),
    Dial(
        "callback",
        sentence("Mention after a long answer"),
        "on|off",
        _switch,
        lambda p, value: replace(p, call_back=value == "on"),
        lambda p: _switched(p.call_back),
        command=True,
        offers=_SWITCH,
    ),
)
DIALS: Mapping[str, Dial] = {dial.name: dial for dial in _ALL}


def chosen(dial: Dial, here: Sequence[Place], said: Sequence[Mapping[str, str]]) -> Choice | None:
    """The nearest choice for `dial`, or None where nobody chose: the operator's word stands.

    A choice for its rival at a nearer place, or at the same one, takes it back.
    """
    for place, values in zip(here, said, strict=True):
        if dial.name in values:
            return Choice(values[dial.name], place.kind)
        if dial.rival in values:
            return None
    return None


def preferences(
    default: Preferences, here: Sequence[Place], said: Sequence[Mapping[str, str]]
) -> Preferences:
    """`default`, with every dial turned to where its nearest choice has it."""
    turned = default
    for dial in DIALS.values():
        if choice := chosen(dial, here, said):
            turned = dial.turn(turned, choice.value)
    return turned
