"""Cache breakpoints: four at most, of a known length of life, the long-lived ones first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.shape import among, only, tagged

_MOST = 4


def check_breakpoints(body: Mapping[str, Any]) -> None:
    """Refuse too many breakpoints, and wrong ones."""
    marks = list(_marks(body))
    if len(marks) > _MOST:
        raise Refused(
            f"A maximum of {_MOST} blocks with cache_control may be provided. Found {len(marks)}."
        )
    short = False
    for path, mark in marks:
        kind = tagged(mark, {"ephemeral"}, f"{path}.cache_control")
        only(mark, {"type", "ttl"}, f"{path}.cache_control.{kind}")
        ttl = mark.get("ttl", "5m")
        among(ttl, ("5m", "1h"), f"{path}.cache_control.{kind}.ttl")
        if short and ttl == "1h":
            raise Refused(
                f"{path}.cache_control.ttl: a ttl='1h' cache_control block must not come after a "
                "ttl='5m' cache_control block. Note that blocks are processed in the following "
                "order: `tools`, `system`, `messages`."
            )
        short = short or ttl == "5m"


def _marks(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from _among(body.get("tools") or [], "tools")
    yield from _among(body.get("system") or [], "system")
    for at, turn in enumerate(body["messages"]):
        yield from _among(turn["content"], f"messages.{at}.content")
    if body.get("cache_control") is not None:
        yield "cache_control", body["cache_control"]


def _among(blocks: Any, path: str) -> Iterator[tuple[str, Any]]:
    for at, block in enumerate([] if isinstance(blocks, str) else blocks):
        if block.get("cache_control") is not None:
            yield f"{path}.{at}", block["cache_control"]
