"""The dials that people turn: what each is called, which words it knows, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.conversation import values
from bot.conversation.languages import called
from bot.conversation.preferences import Choice, Place, Preferences
from bot.conversation.values import BUDGET, EFFORTS, LONGEST, SAME, SPEAK, SWITCH, TIERS
from bot.tongue import Remark, number, say, sentence, spoken

LINE = 80  # characters of instructions that are told where there is room for one line


@dataclass(frozen=True, slots=True)
class Dial:
    """One thing people can set: `!name` in threads, and `/name` in channels if it has a command.

    `read` gives the canonical value of some words, or None if they say nothing. `rival` is the dial
    that is cleared when this one is set. `usage` is a `Remark` where it has words beside those that
    are typed. `exact`: the words are taken as they are, not in lower case. `offers` are values to
    choose from where one does not write; () where one has to. `ours`: it is about a thread or a
    channel, never about one person. `words`: how many a value has at most; where that is several,
    none of them is also an everyday word. `free`: it is any text at all, to its very end.
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
    words: int = 1
    free: bool = False


def _told(value: object) -> str:
    return say("the model's own") if value in (None, "", ()) else str(value)


def _line(text: str) -> str:
    """The beginning of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"


def _switched(on: bool) -> str:  # noqa: FBT001  it is the value told
    return say("on") if on else say("off")


def _language(p: Preferences) -> str:
    return called(p.language, spoken()) if p.language else say("as the question is")


def _switch(name: str, title: str, about: str, *, command: bool = False) -> Dial:
    """A dial for `about`, the name of what it turns on or off."""

    def turn(p: Preferences, value: str) -> Preferences:
        turned: dict[str, Any] = {about: value == "on"}
        return replace(p, **turned)

    return Dial(
        name,
        title,
        "on|off",
        values.switch,
        turn,
        lambda p: _switched(getattr(p, about)),
        command=command,
        offers=SWITCH,
    )


_ALL = (
    Dial(
        "effort",
        sentence("Effort"),
        "|".join(EFFORTS),
        partial(values.one_of, EFFORTS),
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
        values.thinking,
        lambda p, value: replace(p, thinking=value),
        lambda p: _told(p.thinking),
        command=True,
        offers=(*SWITCH, "budget 4096", "budget 16000", "budget 64000"),
    ),
    _switch("websearch", sentence("Web search"), "web_search", command=True),
    _switch("webfetch", sentence("Web fetch"), "web_fetch", command=True),
    _switch("code", sentence("Code execution"), "code_execution"),
    Dial(
        "model",
        sentence("Model"),
        Remark("ID (any id that the endpoint knows, such as claude-opus-4-6)"),
        values.identifier,
        lambda p, value: replace(p, model=value),
        lambda p: p.model,
        command=True,
        exact=True,
    ),
    Dial(
        "instructions",
        sentence("Instructions"),
        Remark("TEXT (at most {most} characters; in addition to the operator's)", most=LONGEST),
        values.instructions,
        lambda p, value: replace(p, added=value),
        lambda p: _line(p.added) or say("none"),
        command=True,
        exact=True,
        free=True,
    ),
    Dial(
        "language",
        sentence("Language of answers"),
        Remark("LANGUAGE|auto (a name or a code, such as Polish or pt-BR; auto: as the question)"),
        values.tongue,
        lambda p, value: replace(p, language="" if value == SAME else value),
        _language,
        command=True,
        words=3,
    ),
    Dial(
        "max_tokens",
        sentence("Most tokens of an answer"),
        Remark("N (from {least} to {most})", least=1, most=128_000),
        partial(values.whole, 1, 128_000),
        lambda p, value: replace(p, max_tokens=int(value)),
        lambda p: number(p.max_tokens),
    ),
    Dial(
        "temperature",
        sentence("Temperature"),
        Remark("N (from 0 to 1; low for analysis, high for invention)"),
        values.share,
        lambda p, value: replace(p, temperature=float(value), top_p=None),
        lambda p: _told(p.temperature),
        rival="top_p",
    ),
    Dial(
        "top_p",
        sentence("Top p"),
        Remark("N (from {least} to {most})", least=0, most=1),
        values.share,
        lambda p, value: replace(p, top_p=float(value), temperature=None),
        lambda p: _told(p.top_p),
        rival="temperature",
    ),
    Dial(
        "top_k",
        sentence("Top k"),
        Remark("N (from {least} to {most})", least=0, most=100_000),
        partial(values.whole, 0, 100_000),
        lambda p, value: replace(p, top_k=int(value)),
        lambda p: _told(p.top_k),
    ),
    Dial(
        "stop_sequence",
        sentence("Stop sequence"),
        Remark("TEXT (at most 100 characters; the answer ends before it)"),
        values.sequence,
        lambda p, value: replace(p, stop=(value,)),
        lambda p: _told(" ".join(p.stop)),
        exact=True,
    ),
    Dial(
        "tier",
        sentence("Service tier"),
        "|".join(TIERS),
        partial(values.one_of, TIERS),
        lambda p, value: replace(p, tier=value),
        lambda p: _told(p.tier),
        offers=TIERS,
    ),
    Dial(
        "tools",
        sentence("Tool choice"),
        "auto|any|none|NAME",
        values.identifier,
        lambda p, value: replace(p, tool_choice=value),
        lambda p: _told(p.tool_choice),
    ),
    Dial(
        "speak",
        sentence("When I speak"),
        Remark(
            "auto|mentioned (auto: whenever it may be meant for me; mentioned: only when called)"
        ),
        values.speak,
        lambda p, value: replace(p, speak=value),
        lambda p: say("only when mentioned") if p.speak == "mentioned" else say("auto"),
        command=True,
        offers=SPEAK,
        ours=True,
    ),
    _switch("callback", sentence("Mention after a long answer"), "call_back", command=True),
)
DIALS: Mapping[str, Dial] = {dial.name: dial for dial in _ALL}


def chosen(dial: Dial, here: Sequence[Place], said: Sequence[Mapping[str, str]]) -> Choice | None:
    """The nearest choice for `dial`, or None where nobody chose: the operator's word stands.

    A choice for its rival at a nearer place, or at the same one, takes it back.
    """
    for place, set_ in zip(here, said, strict=True):
        if dial.name in set_:
            # A message may say, for its answer, that the operator's word stands.
            return Choice(set_[dial.name], place.kind) if set_[dial.name] else None
        if set_.get(dial.rival):
            return None
    return None


def besides(dial: Dial, here: Sequence[Place], said: Sequence[Mapping[str, str]]) -> list[Choice]:
    """What is set for `dial` at places beyond the one whose choice counts, the nearer first."""
    told = zip(here, said, strict=True)
    choices = [Choice(set_[dial.name], at.kind) for at, set_ in told if dial.name in set_]
    counts = chosen(dial, here, said)
    return choices[1:] if counts else choices


def preferences(
    default: Preferences, here: Sequence[Place], said: Sequence[Mapping[str, str]]
) -> Preferences:
    """`default`, with every dial turned to where its nearest choice has it."""
    turned = default
    for dial in DIALS.values():
        if choice := chosen(dial, here, said):
            turned = dial.turn(turned, choice.value)
    return turned
