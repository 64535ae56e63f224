"""What a conversation keeps of a research: its plan and bounds, and what it has taken so far.

The turn that asks has `about["research"]`: `lead`, what stands before the answer; `plan`; `bounds`;
and `upon`, the question that it goes on with. A mark `{"spent": name}` stands for each call of a
tool that was begun, so that what a worker did before it died still counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import Any

from bot.conversation.conversation import STOPPED, Block, Conversation, Turn, block
from bot.conversation.prices import Prices
from bot.conversation.usage import Usage
from bot.research.bounds import Spent

SEARCH, FETCH = "web_search", "web_fetch"
"""The names of the tools that are counted."""
_CUT = ("max_tokens", STOPPED)


def research(conversation: Conversation, first: str) -> Mapping[str, Any]:
    """What is known of the research that answers question `first`; {} if that is none."""
    if turn := asking(conversation, first):
        told: Mapping[str, Any] = turn.about["research"]
        return told
    return {}


def asking(conversation: Conversation, first: str) -> Turn | None:
    """The turn that asks for it, newest words; what planning took is told in its `about`."""
    turns = [t for t in reversed(conversation.turns) if t.question == first]
    said = dropwhile(lambda turn: not turn.asks, turns)
    words = takewhile(lambda turn: turn.asks, said)
    return next((t for t in words if isinstance(t.about.get("research"), Mapping)), None)


def opening(conversation: Conversation, first: str) -> list[Turn]:
    """What stands before the answer, as if it were the first that was said; [] for nothing."""
    words = str(research(conversation, first).get("lead") or "")
    return [Turn("assistant", (block(words),), first)] if words else []


def unfinished(conversation: Conversation) -> str:
    """The question of a research that was ended before its end, and nobody asked since; or ""."""
    said = [turn for turn in conversation.turns if turn.role != "mark"]
    last = said[-1] if said else Turn("user", ())
    if last.role != "assistant" or last.about.get("stop_reason") not in _CUT:
        return ""
    return last.question if research(conversation, last.question) else ""


def spent(conversation: Conversation, first: str, prices: Prices | None) -> Spent:
    """What it has taken so far, with all that it goes on with."""
    each = (_of(_newest(conversation, name), prices) for name in trail(conversation, first))
    return sum(each, Spent())


def trail(conversation: Conversation, first: str) -> list[str]:
    """The questions of one research that was gone on with: the last one first."""
    name, names = first, list[str]()
    while name and name not in names:
        names.append(name)
        name = str(research(conversation, name).get("upon") or "")
    return names


def limit(conversation: Conversation, first: str) -> str:
    """The bound that ended the newest answer, as `Limit` names it; "" for none."""
    newest = _newest(conversation, first)
    urged = [str(turn.about["urges"]) for turn in newest if "urges" in turn.about]
    if urged:
        return urged[-1]
    refused = (_error(b) for turn in newest for b in turn.content if b.get("type") in _RESULTS)
    return "searches" if "max_uses_exceeded" in refused else ""


def found(turns: Sequence[Turn]) -> bool:
    """Whether anything was searched or read with success."""
    blocks = [b for turn in turns for b in turn.content]
    return any(_brought(b) for b in blocks if b.get("type") in _RESULTS)


def begun(content: Sequence[Block], name: str) -> int:
    """How often the tool `name` was called in `content`, those not counted that were refused."""
    refused = {str(b.get("tool_use_id")) for b in content if _error(b) == "max_uses_exceeded"}
    calls = (b for b in content if b.get("type") == "server_tool_use" and b.get("name") == name)
    return sum(str(call.get("id")) not in refused for call in calls)


def waiting(content: Sequence[Block], name: str) -> int:
    """How many calls of the tool `name` in `content` have no result yet."""
    served = {b.get("tool_use_id") for b in content}
    calls = (b for b in content if b.get("type") == "server_tool_use" and b.get("name") == name)
    return sum(call.get("id") not in served for call in calls)


def _newest(conversation: Conversation, first: str) -> list[Turn]:
    """The turns of the newest version of the answer, with what asks."""
    turns: list[Turn] = []
    asked = asking(conversation, first)
    for turn in conversation.turns:
        if turn.question != first:
            continue
        if turn.role == "mark" and "anew" in turn.about:
            turns = []
        turns.append(turn)
    planned = asked is not None and any(turn is asked for turn in turns)
    return turns if planned or not asked else [replace(asked, about={}), *turns]


def paid(about: Mapping[str, Any], prices: Prices | None) -> Spent:
    """The tokens and the money that one request took, from what is known `about` it."""
    return _paid(Usage.of(about), prices)


def _paid(used: Usage, prices: Prices | None) -> Spent:
    total = used.total
    dollars = used.cost(prices) if prices else None
    return Spent(tokens=total.prompt + total.output, dollars=dollars)


def _of(turns: Sequence[Turn], prices: Prices | None) -> Spent:
    used = sum((Usage.of(turn.about) for turn in turns), Usage())
    marks = [turn.about.get("spent") for turn in turns if turn.role == "mark"]
    calls = {name: sum(_calls(turns, name)) for name in (SEARCH, FETCH)}
    return replace(
        _paid(used, prices),
        searches=max(marks.count(SEARCH), calls[SEARCH]),
        pages=max(marks.count(FETCH), calls[FETCH]),
        seconds=sum(float(turn.about.get("seconds") or 0.0) for turn in turns),
    )


def _calls(turns: Sequence[Turn], name: str) -> Iterator[int]:
    for turn in turns:
        total = Usage.of(turn.about).total
        told = total.searches if name == SEARCH else total.fetches
        yield max(told, begun(turn.content, name))


_RESULTS = ("web_search_tool_result", "web_fetch_tool_result")


def _brought(result: Block) -> bool:
    return bool(result.get("content")) and not _error(result)


def _error(result: Block) -> str:
    content = result.get("content")
    told: Mapping[str, Any] = content if isinstance(content, Mapping) else {}
    return str(told.get("error_code") or "")
