"""The short messages that call people to a reply they waited long for: no replies themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

EVENT = "threadloom_call"
_LINK = re.compile(r"<https://[^|>\s]+/archives/(?P<channel>\w+)/p(?P<whole>\d+)(?P<part>\d{6})\b")


def calls(message: Mapping[str, Any]) -> bool:
    """Whether a message, or what was sent to post one, calls somebody."""
    return EVENT in str(message.get("metadata"))


def target(message: Mapping[str, Any]) -> str:
    """The ts of the message that it points to, in its own channel; "" if it points to none."""
    found = _LINK.search(str(message.get("text", "")))
    here = found and found["channel"] == message.get("channel")
    return f"{found['whole']}.{found['part']}" if found and here else ""


def twice(messages: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Those that say once more what the mark of an earlier one has said."""
    seen: Counter[str] = Counter()
    for message in messages:
        payload = dict(message.get("metadata") or {}).get("event_payload") or {}
        mark = str(payload.get("call"))
        seen[mark] += 1
        if seen[mark] > 1:
            yield f"called again by {mark} at {message['ts']}"


def astray(messages: Sequence[Mapping[str, Any]], finished: frozenset[str]) -> Iterator[str]:
    """Those that point to nothing that stands finished in their thread."""
    for message in messages:
        if target(message) not in finished:
            yield f"{message['ts']} calls to what is not there: {message.get('text', '')!r}"


def early(messages: Sequence[Mapping[str, Any]], ahead: Sequence[str]) -> Iterator[str]:
    """Those that came before their reply was finished, as was seen when they came."""
    for message in messages:
        older = message["ts"] < target(message)
        if older or f"{message['channel']}:{message['ts']}" in ahead:
            yield f"called at {message['ts']} to what was not finished"
