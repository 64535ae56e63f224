"""An answer after a web search that never left this machine, with citations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.messages.answers.reading import Reading
from bot.playground.messages.answers.serials import serial
from bot.playground.messages.script import Block, Say
from bot.playground.messages.seals import Seals

_FOUND = (
    (
        "example.com",
        "a-short-history",
        "A short history",
        "3 days ago",
        "It began as a note that one team kept for itself and that others kept asking for.",
    ),
    (
        "example.org",
        "field-notes",
        "Field notes",
        "November 2, 2026",
        "Teams that wrote down who decides, and by when, needed half as many meetings.",
    ),
    (
        "example.net",
        "questions",
        "Questions people ask",
        None,
        "The most common question is not how to start but when to stop.",
    ),
)
_SAID = (
    "What is known goes back to a note that one team kept for itself",
    "those who wrote down who decides, and by when, got by with half as many meetings",
    "the question asked most is when to stop",
)


def searched(asked: Reading, tool: Mapping[str, Any], seals: Seals) -> Say:
    """Search, results, and short texts of which some cite a result."""
    query = _query(asked.question)
    use = serial("srvtoolu", asked, "web_search")
    call = {"type": "server_tool_use", "id": use, "name": "web_search", "input": {"query": query}}
    if asked.asks("unavailable"):
        return _unavailable(call)
    results = _results(query, tool, seals)
    result = {"type": "web_search_tool_result", "tool_use_id": use, "content": results}
    return Say(blocks=(_text("I'll look that up."), call, result, *_cited(query, results, seals)))


def _cited(query: str, results: list[Block], seals: Seals) -> list[Block]:
    blocks = [_text(f"Here is what the stand-in's shelf holds on **{query}**:\n\n")]
    joints = ("; ", "; and ", ".\n\n")
    for at, (said, found, result) in enumerate(zip(_SAID, _FOUND, results, strict=False)):
        citation = {
            "type": "web_search_result_location",
            "cited_text": found[4],
            "url": result["url"],
            "title": result["title"],
            "encrypted_index": seals.seal("index", f"{at}:{result['url']}"),
        }
        blocks.append({"citations": [citation], "type": "text", "text": said})
        blocks.append(_text(joints[at]))
    blocks.append(_text("None of it was looked up anywhere: these pages are made up."))
    return blocks


def _results(query: str, tool: Mapping[str, Any], seals: Seals) -> list[Block]:
    allowed, blocked = tool.get("allowed_domains"), tool.get("blocked_domains") or []
    results: list[Block] = []
    for at, (host, path, title, age, text) in enumerate(_FOUND):
        domain = allowed[at % len(allowed)] if allowed else host
        if domain in blocked:
            continue
        told = {
            "type": "web_search_result",
            "title": f"{title}: {query}",
            "url": f"https://{domain.split('/')[0]}/{path}",
            "encrypted_content": seals.seal("content", text),
            "page_age": age,
        }
        results.append(told)
    return results


def _unavailable(call: Block) -> Say:
    failed = {"type": "web_search_tool_result_error", "error_code": "unavailable"}
    result = {"type": "web_search_tool_result", "tool_use_id": call["id"], "content": failed}
    return Say(blocks=(call, result, _text("The search did not answer, so I can't tell.")))


def _query(question: str) -> str:
    words = re.sub(r"[^\w\s.-]", " ", question).split()
    dull = {"search", "for", "the", "a", "please", "about", "web", "what", "is", "look", "up"}
    return " ".join([w for w in words if w.lower() not in dull][:8]) or "nothing in particular"


def _text(text: str) -> Block:
    return {"type": "text", "text": text}
