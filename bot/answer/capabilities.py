"""What each family of models takes: one table, by the beginning of the model's id.

facts: https://platform.claude.com/docs/en/about-claude/models/overview, and the pages on thinking,
effort and prompt caching there; as of November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Thinking = Literal["adaptive", "enabled", "disabled", "between_tools"]
LEVELS = ("low", "medium", "high", "xhigh", "max")
"""Effort, from least to most."""
_TO_HIGH = LEVELS[:3]
_BUT_XHIGH = (*_TO_HIGH, "max")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What may be sent to a model. The defaults are those of one that we know nothing of.

    `thinking` are the kinds it accepts, `thinks` whether it does so unasked, `summarizes` whether
    it tells its thoughts unasked. `efforts` are the levels it takes, `calm` the highest at which
    thinking may be disabled. `window`, `max_output`, `cache_minimum` are tokens; None is unknown.
    """

    thinking: tuple[Thinking, ...] = ()
    thinks: bool = False
    summarizes: bool = False
    efforts: tuple[str, ...] = ()
    effort: str | None = None
    calm: str = "max"
    sampling: bool = False
    prefill: bool = False
    window: int | None = None
    max_output: int | None = None
    cache_minimum: int = 4096

    def nearest(self, effort: str) -> str | None:
        """The level closest to `effort` that is taken, the lesser of two; None if none is."""
        if not self.efforts:
            return None
        wanted = _rank(effort)
        return min(self.efforts, key=lambda level: (abs(_rank(level) - wanted), _rank(level)))


def calmer(*efforts: str) -> str:
    """The least of some levels."""
    return min(efforts, key=_rank)


def _rank(effort: str) -> int:
    return LEVELS.index(effort) if effort in LEVELS else LEVELS.index("high")


def _new(
    *thinking: Thinking, effort: str = "high", calm: str = "max", cached: int, thinks: bool = True
) -> Capabilities:
    """A family of Opus 4.7 and later: effort steers it, and sampling can't."""
    return Capabilities(
        thinking=thinking,
        thinks=thinks,
        efforts=LEVELS,
        effort=effort,
        calm=calm,
        window=1_000_000,
        max_output=128_000,
        cache_minimum=cached,
    )


def _old(
    *thinking: Thinking, efforts: Sequence[str] = (), cached: int, large: bool = False
) -> Capabilities:
    """A family up to 4.6: thinking has a budget and is told, sampling is free."""
    return Capabilities(
        thinking=thinking,
        summarizes=True,
        efforts=tuple(efforts),
        effort="high" if efforts else None,
        sampling=True,
        prefill=not large,
        window=1_000_000 if large else 200_000,
        max_output=128_000 if large else 64_000,
        cache_minimum=cached,
    )


_FAMILIES = {
    "fable-5": _new("adaptive", cached=512),
    "fable-5-1": _new("adaptive", cached=512),
    "fable-5-2": _new("adaptive", cached=512),
    "mythos-5": _new("adaptive", cached=512),
    "mythos-5-1": _new("adaptive", cached=512),
    "mythos-5-2": _new("adaptive", cached=512),
    "opus-5-5": _new("adaptive", effort="medium", cached=512),
    "opus-5": _new("adaptive", "disabled", calm="high", cached=512),
    "sonnet-5-5": _new("adaptive", "between_tools", cached=512),
    "sonnet-5": _new("adaptive", "disabled", cached=1024),
    "haiku-5-5": _new("adaptive", "disabled", effort="medium", calm="high", cached=1024),
    "opus-4-8": _new("adaptive", "disabled", cached=1024, thinks=False),
    "opus-4-7": _new("adaptive", "disabled", cached=2048, thinks=False),
    "opus-4-6": _old(
        "enabled", "adaptive", "disabled", efforts=_BUT_XHIGH, cached=4096, large=True
    ),
    "sonnet-4-6": _old(
        "enabled", "adaptive", "disabled", efforts=_BUT_XHIGH, cached=1024, large=True
    ),
    "opus-4-5": _old("enabled", "disabled", efforts=_TO_HIGH, cached=4096),
    "sonnet-4-5": _old("enabled", "disabled", cached=1024),
    "haiku-4-5": _old("enabled", "disabled", cached=4096),
}
_UNKNOWN = Capabilities()
_ANOTHER_VERSION = re.compile(r"[-.]?\d{1,3}(?!\d)")


def capabilities(model_id: str) -> Capabilities:
    """What the model with that id takes, whatever a gateway hung before or behind the name.

    `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `anthropic/claude-sonnet-4.6`,
    `claude-sonnet-4-6-thinking` are known; `claude-opus-5-7` is not Opus 5, and not known.
    """
    _, found, name = model_id.lower().replace(".", "-").rpartition("claude-")
    if not found:
        return _UNKNOWN
    fits = [f for f in _FAMILIES if name.startswith(f)]
    family = max(fits, key=len, default=None)
    if family is None or _ANOTHER_VERSION.match(name[len(family) :]):
        return _UNKNOWN
    return _FAMILIES[family]
