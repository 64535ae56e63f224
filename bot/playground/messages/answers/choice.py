"""Which answer a question gets: the first row of the table that fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.messages.answers.executed import executed
from bot.playground.messages.answers.fetched import fetched
from bot.playground.messages.answers.pages import page
from bot.playground.messages.answers.reading import Reading
from bot.playground.messages.answers.researched import researching
from bot.playground.messages.answers.searched import searched
from bot.playground.messages.answers.tooled import tooled
from bot.playground.messages.script import Break, Fail, Say, Step
from bot.playground.messages.seals import Seals

_SOON = {"retry-after": "3"}
_EARLY, _LATER = 25, 60  # deltas
_STALL = 90.0  # seconds, longer than anybody waits for a byte
_REFUSAL = {"type": "refusal", "category": "general_harms", "explanation": "A stand-in's refusal."}


def choose(body: dict[str, Any], seals: Seals) -> Step:
    """The step for a request, by the words of its last question."""
    asked = Reading(body)
    say = _thoughtful(asked, _answer(asked, seals))
    return _mishap(asked, say) or say


def _mishap(asked: Reading, say: Say) -> Step | None:
    mishaps: tuple[tuple[tuple[str, ...], Callable[[], Step]], ...] = (
        (("overload*",), lambda: Fail(529, headers=_SOON)),
        (("limit",), lambda: Fail(429, headers=_SOON)),
        (("fail", "break"), lambda: Break(_LATER, "error", _long(asked, say))),
        (("cut",), lambda: Break(_LATER, "cut", _long(asked, say))),
        (("quiet end",), lambda: Break(_LATER, "end", _long(asked, say))),
        (("garbled",), lambda: Break(_LATER, "garbled", _long(asked, say))),
        (("stall",), lambda: Break(_EARLY, "stall", _long(asked, say), _STALL)),
        (("refuse",), lambda: Say(page("refusal", {}), "", (), "refusal", _REFUSAL)),
    )
    return next((step() for words, step in mishaps if asked.asks(*words)), None)


def _long(asked: Reading, say: Say) -> Say:
    """Long enough to be broken off."""
    return Say(page("plain", _facts(asked)) + "\n\n" + page("guide", {})[:6000], say.thinking)


def _answer(asked: Reading, seals: Seals) -> Say:
    if asked.results:
        return Say(page("tooled", {"results": "\n".join(f"> {r}" for r in asked.results)}))
    used = researching(asked, seals) or tooled(asked)
    if used:
        return used
    if asked.url and (tool := asked.offered("web_fetch")):
        return fetched(asked, tool)
    if asked.asks("search*", "research*", "look up", "news") and (
        tool := asked.offered("web_search")
    ):
        return searched(asked, tool, seals)
    if asked.asks("run", "code", "compute*", "calculate*") and (
        tool := asked.offered("code_execution")
    ):
        return executed(asked, tool)
    return Say(_text(asked))


def _text(asked: Reading) -> str:
    facts = _facts(asked)
    if asked.asks("first", "before", "earlier", "remember") and asked.turns > 1:
        return page("memory", facts)
    if asked.asks("long", "guide", "queue", "queues") and not asked.asks("how long"):
        return page("guide", facts)
    if asked.asks("ping", "everyone"):
        return page("mischief", facts)
    if asked.asks("short", "hi", "hello", "hey"):
        return page("short", facts)
    return page("plain" if asked.turns == 1 else "followup", facts)


def _thoughtful(asked: Reading, say: Say) -> Say:
    if not asked.thinks:
        return say
    return Say(say.text, page("thinking", _facts(asked)), say.blocks, say.stop_reason)


def _facts(asked: Reading) -> Mapping[str, str]:
    first = asked.questions[0] if asked.questions else ""
    return {
        "name": asked.name,
        "question": _quoted(asked.question),
        "first": _quoted(first),
        "turns": str(asked.turns),
        "model": str(asked.body["model"]),
        "effort": asked.effort or "not set",
        "thinking": "on" if asked.thinks else "off",
        "search": "offered" if asked.offered("web_search") else "not offered",
    }


def _quoted(text: str) -> str:
    """One paragraph of a block quote."""
    short = text if len(text) <= 400 else text[:399] + "…"
    return "> " + short.replace("\n", "\n> ") if short else "> (nothing)"
