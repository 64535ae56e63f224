"""What the model did on the way to its answer: lines to read, or the cards of a native stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.answer.steps import State, Step
from bot.reply import words
from bot.tongue import say, sentence

MOST = 3
"""Lines of what went on under a growing answer, the newest last."""
SOURCES = 5
"""Pages named on one card."""
_LIVE = re.compile(r"[^\w\s.,:;?!%/+-]")
_WEB = re.compile(r"https?://[^\s<>|\"]+", re.IGNORECASE)
_LONGEST = 2_000
"""Characters of the address of a source."""
# Running, done, failed and waiting, each alone and with what it is about.
_TITLES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "thinking": (
        (sentence("Thinking"), sentence("Thinking")),
        (sentence("Thought about it"), sentence("Thought about it")),
        (sentence("Stopped thinking"), sentence("Stopped thinking")),
    ),
    "searching": (
        (sentence("Searching the web"), sentence("Searching the web: {subject}")),
        (sentence("Searched the web"), sentence("Searched the web: {subject}")),
        (sentence("Failed: a search of the web"), sentence("Failed: a search for {subject}")),
    ),
    "fetching": (
        (sentence("Reading a page"), sentence("Reading {subject}")),
        (sentence("Read a page"), sentence("Read {subject}")),
        (sentence("Failed: to read a page"), sentence("Failed: to read {subject}")),
    ),
    "running": (
        (sentence("Working"), sentence("Working: {subject}")),
        (sentence("Used a tool"), sentence("Used a tool: {subject}")),
        (sentence("Failed: a tool"), sentence("Failed: a tool: {subject}")),
    ),
    "using": (
        (sentence("Looking something up"), sentence("Looking something up: {subject}")),
        (sentence("Looked something up"), sentence("Looked something up: {subject}")),
        (sentence("Failed: to look something up"), sentence("Failed: to look up {subject}")),
    ),
    "planned": ((sentence("A step of the plan"), sentence("Plan: {subject}")),) * 4,
}


def lines(steps: Sequence[Step], doing: str, subject: str) -> str:
    """Short quiet lines for what went on, the newest last; "" while the answer is being written."""
    now = words.doing(doing, subject)
    if not now:
        return ""
    past = [s for s in steps if s.state in ("done", "failed") and s.kind not in _QUIET]
    told = [f"_{_title(step)}_" for step in past[1 - MOST :]]
    return "\n".join([*told, now])


def cards(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The steps as `task_update` chunks, by their place (facts/slack.md §1.2).

    One that failed is told as over, for Slack draws `error` as if the app had broken.
    """
    return [_card(str(place), step) for place, step in enumerate(steps)]


def listed(steps: Iterable[Step]) -> str:
    """All that was done as a Markdown list, each with the pages that it brought; "" for nothing."""
    rows: list[str] = []
    for step in steps:
        if step.kind not in _QUIET:
            rows.append(f"- {_title(step)}")
            found = [_source(*source) for source in step.sources if _honest(source[0])]
            rows += [f"  - [{one['text']}]({one['url']})" for one in found]
    return "\n".join(rows)


def opens(steps: Iterable[Step]) -> bool:
    """Whether there is more to show than that the model thinks."""
    return any(step.kind != "thinking" for step in steps)


def _card(name: str, step: Step) -> dict[str, Any]:
    status = _STATUS.get(step.state, "complete")
    told = {"type": "task_update", "id": name, "title": _title(step), "status": status}
    sources = [_source(*source) for source in step.sources if _honest(source[0])]
    return told | ({"sources": sources[:SOURCES]} if sources else {})


def _title(step: Step) -> str:
    about = " ".join(_LIVE.sub(" ", step.subject).split())[:80]
    alone, with_subject = _TITLES.get(step.kind, _TITLES["running"])[_STATES[step.state]]
    return say(with_subject, subject=about) if about else say(alone)


_STATES: Mapping[State, int] = {"running": 0, "done": 1, "failed": 2, "waiting": 3}
_STATUS: Mapping[State, str] = {"running": "in_progress", "waiting": "pending"}
_QUIET = ("thinking", "planned")
"""What goes on all the while, or is told elsewhere."""


def _source(url: str, title: str) -> dict[str, str]:
    bare = " ".join(_LIVE.sub(" ", title).split())[:80]
    return {"type": "url", "url": url, "text": bare or url[:80]}


def _honest(url: str) -> bool:
    return len(url) <= _LONGEST and bool(_WEB.fullmatch(url))
