"""Which beginnings of prompts were seen before, and what that saves (messages.md §2.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from bot.playground.messages.families import Family
from bot.playground.messages.tokens import weight
from bot.playground.messages.usage import Usage

_LIFE = {"5m": 300.0, "1h": 3600.0}  # seconds
_LOOKBACK = 20  # blocks before a breakpoint at which an earlier entry is still found


class Mark(NamedTuple):
    """The prompt up to one block: its digest, its tokens, and the breakpoint there, if any."""

    digest: bytes
    tokens: int
    ttl: str | None


@dataclass(slots=True)
class _Entry:
    ttl: str
    until: float


class Cache:
    """Remembers prefixes for as long as the API would; the clock belongs to the caller."""

    def __init__(self) -> None:
        self._entries: dict[bytes, _Entry] = {}

    def bill(self, body: Mapping[str, Any], family: Family, now: float) -> Usage:
        """How the prompt is billed: read, written and plain; remembers what is written."""
        marks = list(_marks(body))
        breaks = [(at, m) for at, m in enumerate(marks) if m.ttl and m.tokens >= family.cached]
        read = self._read(marks, [at for at, _ in breaks], now)
        written = {"5m": 0, "1h": 0}
        done = read
        for _, mark in breaks:
            ttl = mark.ttl or "5m"
            self._entries[mark.digest] = _Entry(ttl, now + _LIFE[ttl])
            written[ttl] += max(0, mark.tokens - done)
            done = max(done, mark.tokens)
        total = marks[-1].tokens if marks else 0
        return Usage(total - done, written["5m"], written["1h"], read)

    def _read(self, marks: list[Mark], breaks: list[int], now: float) -> int:
        """The longest known prefix that a breakpoint can see; reading refreshes it."""
        for at in reversed(breaks):
            for mark in reversed(marks[max(0, at - _LOOKBACK) : at + 1]):
                entry = self._entries.get(mark.digest)
                if entry and entry.until > now:
                    entry.until = now + _LIFE[entry.ttl]
                    return mark.tokens
        return 0


def measure(body: Mapping[str, Any]) -> int:
    """The tokens of a whole prompt."""
    return max((mark.tokens for mark in _marks(body)), default=0)


def _marks(body: Mapping[str, Any]) -> Iterator[Mark]:
    """A mark for each block of the prompt, in the order tools, system, messages."""
    digest = hashlib.sha256(str(body.get("model")).encode())
    total, blocks = 0, list(_prompt(body))
    automatic = body.get("cache_control")
    for at, (salt, block) in enumerate(blocks):
        bare = {k: v for k, v in block.items() if k != "cache_control"}
        digest.update(salt + msgspec.json.encode(bare, order="sorted"))
        total += weight(bare)
        mark = block.get("cache_control") or (automatic if at == len(blocks) - 1 else None)
        yield Mark(digest.digest(), total, mark.get("ttl", "5m") if mark else None)


def _prompt(body: Mapping[str, Any]) -> Iterator[tuple[bytes, dict[str, Any]]]:
    for tool in body.get("tools") or []:
        yield b"", tool
    for block in _blocks(body.get("system") or []):
        yield b"", block
    # Thinking, effort and tool choice invalidate the messages and nothing before them.
    dials = [body.get(k) for k in ("thinking", "output_config", "tool_choice")]
    salt = msgspec.json.encode(dials, order="sorted")
    for turn in body.get("messages") or []:
        for block in _blocks(turn["content"]):
            yield salt + str(turn["role"]).encode(), block


def _blocks(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)
