"""A research that never left this machine: a plan, a round that pauses, and what came of it.

How far it is, the results in the answer so far tell: a paused turn comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.messages.answers.fetched import fetched
from bot.playground.messages.answers.pages import page
from bot.playground.messages.answers.reading import Reading
from bot.playground.messages.answers.searched import searched
from bot.playground.messages.script import Block, Say
from bot.playground.messages.seals import Seals

_PLANS = re.compile(r"\bplan\b.*\bnumbered list\b", re.IGNORECASE | re.DOTALL)
_BEGINS = re.compile(r"research\b.*\bplan\b|go on with the research\b", re.IGNORECASE | re.DOTALL)
_ENDS = re.compile(r"no more can be looked up\b", re.IGNORECASE)
_FIRST, *_REST = ("history", "who decides", "when to stop")
_USUAL = "https://example.org/field-notes"


def researching(asked: Reading, seals: Seals) -> Say | None:
    """What is said of a research at this point; None if nothing is researched."""
    said = asked.question
    if _PLANS.search(said):
        return Say(page("plan", {}))
    if _ENDS.match(said):
        return Say(_findings())
    if _BEGINS.match(said) and (tool := asked.offered("web_search")):
        return _goes_on(asked, tool, seals) if asked.served else _begins(asked, tool, seals)
    return None


def _begins(asked: Reading, tool: Mapping[str, Any], seals: Seals) -> Say:
    """One search and one page; then the server would have worked for long enough."""
    blocks = [_text("[step 1]\n"), *_search(asked, tool, seals, _FIRST)]
    if fetch := asked.offered("web_fetch"):
        url = Reading(_alone(asked, asked.topic)).url or _USUAL
        blocks += _called(fetched(Reading(_alone(asked, url)), fetch))
    return Say(blocks=tuple(blocks), stop_reason="pause_turn")


def _goes_on(asked: Reading, tool: Mapping[str, Any], seals: Seals) -> Say:
    """More searches, those beyond what may be used refused; and all of it written up."""
    blocks, cited = [_text("[step 2]\n")], list[Block]()
    for at, facet in enumerate(_REST):
        call, result, *cites = _search(asked, tool, seals, facet)
        if at >= int(tool.get("max_uses") or len(_REST)):
            refused = {"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"}
            result, cites = {**result, "content": refused}, []
        blocks += [call, result]
        cited = cites or cited
    return Say(blocks=(*blocks, *cited, _text(f"\n\n[step 3]\n{_findings()}")))


def _search(asked: Reading, tool: Mapping[str, Any], seals: Seals, facet: str) -> list[Block]:
    """A call, what it found or why not, and what may be said of it, with citations."""
    told = searched(Reading(_alone(asked, f"{asked.topic} {facet}")), tool, seals)
    return [*_called(told), *(b for b in told.blocks if "citations" in b)]


def _called(say: Say) -> list[Block]:
    return [b for b in say.blocks if b["type"] != "text"]


def _alone(asked: Reading, words: str) -> dict[str, Any]:
    return {**asked.body, "messages": [{"role": "user", "content": words}]}


def _findings() -> str:
    return page("findings", {})


def _text(words: str) -> Block:
    return {"type": "text", "text": words}
