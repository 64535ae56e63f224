"""An answer after a web fetch that never left this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.messages.answers.pages import page
from bot.playground.messages.answers.reading import Reading
from bot.playground.messages.answers.serials import serial
from bot.playground.messages.script import Block, Say

_LONGEST = 250  # characters of an address
_CITED = "Nothing on this page was fetched"


def fetched(asked: Reading, tool: Mapping[str, Any]) -> Say:
    """A call, the document or an error, and what is in it."""
    url = asked.url or ""
    use = serial("srvtoolu", asked, "web_fetch")
    call = {"type": "server_tool_use", "id": use, "name": "web_fetch", "input": {"url": url}}
    failed = _error(url, tool)
    content = failed or _document(url, tool)
    result = {"type": "web_fetch_tool_result", "tool_use_id": use, "content": content}
    begin = {"type": "text", "text": "I'll read that page."}
    return Say(blocks=(begin, call, result, *_said(url, failed, tool)))


def _document(url: str, tool: Mapping[str, Any]) -> Block:
    limit = tool.get("max_content_tokens") or 10_000
    text = page("page", {"url": url})[: limit * 4]
    source = {"type": "text", "media_type": "text/plain", "data": text}
    document = {"type": "document", "source": source, "title": "A page of the playground"}
    if (tool.get("citations") or {}).get("enabled"):
        document["citations"] = {"enabled": True}
    moment = "2026-11-22T12:00:00.000000+00:00"
    return {"type": "web_fetch_result", "url": url, "retrieved_at": moment, "content": document}


def _said(url: str, failed: Block | None, tool: Mapping[str, Any]) -> list[Block]:
    if failed:
        return [{"type": "text", "text": f"I could not read it: `{failed['error_code']}`."}]
    text = f"The page at {url} says that it is a stand-in, as I am: nothing was fetched."
    if not (tool.get("citations") or {}).get("enabled"):
        return [{"type": "text", "text": text}]
    at = page("page", {"url": url}).index(_CITED)
    citation = {
        "type": "char_location",
        "cited_text": _CITED,
        "document_index": 0,
        "document_title": "A page of the playground",
        "start_char_index": at,
        "end_char_index": at + len(_CITED),
        "file_id": None,
    }
    return [{"citations": [citation], "type": "text", "text": text}]


def _error(url: str, tool: Mapping[str, Any]) -> Block | None:
    host = url.split("/")[2].lower()
    allowed, blocked = tool.get("allowed_domains"), tool.get("blocked_domains") or []
    barred = any(_within(host, domain) for domain in blocked) or (
        allowed and not any(_within(host, domain) for domain in allowed)
    )
    if len(url) <= _LONGEST and not barred:
        return None
    code = "url_not_allowed" if barred else "url_too_long"
    return {"type": "web_fetch_tool_result_error", "error_code": code}


def _within(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)
