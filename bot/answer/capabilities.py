"""What each family of models takes: one table, by the beginning of the model's id.

facts: https://platform.claude.com/docs/en/about-claude/models/overview, and the pages on thinking,
effort and prompt caching there; as of November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal, get_args

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
    thinking may be disabled. `sampling`: whether temperature and the like may be set; `forced`:
    whether it can be told to use a tool; `compaction`: whether an endpoint may be asked to fold its
    conversations. `window`, `max_output`, `cache_minimum` are tokens; None
    is unknown.
    """

    thinking: tuple[Thinking, ...] = ()
    thinks: bool = False
    summarizes: bool = False
    efforts: tuple[str, ...] = ()
    effort: str | None = None
    calm: str = "max"
    sampling: bool = False
    prefill: bool = False
    forced: bool = False
    compaction: bool = False
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
    *thinking: Thinking, cached: int, calm: str = "max", thinks: bool = True, forced: bool = True
) -> Capabilities:
    """A family of Opus 4.7 and later: effort steers it, and sampling can't."""
    return Capabilities(
        thinking=thinking,
        thinks=thinks,
        efforts=LEVELS,
        effort="high",
        calm=calm,
        forced=forced,
        compaction=True,
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
        forced=True,
        prefill=not large,
        compaction=large,
        window=1_000_000 if large else 200_000,
        max_output=128_000 if large else 64_000,
        cache_minimum=cached,
    )


_FAMILIES = {
    "fable-5": _new("adaptive", cached=512),
    "fable-5-1": _new("adaptive", cached=512, forced=False),
    "fable-5-2": _new("adaptive", cached=512, forced=False),
    "mythos-5": _new("adaptive", cached=512),
    "mythos-5-1": _new("adaptive", cached=512, forced=False),
    "mythos-5-2": _new("adaptive", cached=512, forced=False),
    "opus-5-5": replace(_new("adaptive", cached=512, forced=False), effort="medium"),
    "opus-5": _new("adaptive", "disabled", calm="high", cached=512),
    "sonnet-5-5": _new("adaptive", "between_tools", cached=512, forced=False),
    "sonnet-5": _new("adaptive", "disabled", cached=1024),
    "haiku-5-5": replace(
        _new("adaptive", "disabled", calm="high", cached=1024, forced=False), effort="medium"
    ),
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
_FIELDS = {field.name: field.default for field in fields(Capabilities)}
_ANOTHER_VERSION = re.compile(r"[-.]?\d{1,3}(?!\d)")


_NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


def capabilities(
    model_id: str, overrides: Mapping[str, Mapping[str, Any]] = _NOTHING
) -> Capabilities:
    """What the model with that id takes, whatever a gateway hung before or behind the name.

    `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `anthropic/claude-sonnet-4.6`,
    `claude-sonnet-4-6-thinking` are known; `claude-opus-5-7` is not Opus 5, and not known.
    Of `overrides`, the fields under the longest beginning of the id count; "" is for all models.
    """
    begins = [at for at in overrides if model_id.lower().startswith(at.lower())]
    known = _known(model_id)
    return overridden(overrides[max(begins, key=len)], known) if begins else known


def overridden(told: Mapping[str, Any], known: Capabilities = _UNKNOWN) -> Capabilities:
    """`known` with other fields; `ValueError` for a field or a value that means nothing."""
    for name, value in told.items():
        if name not in _FIELDS:
            raise ValueError(f"{name} is no capability; there are {', '.join(_FIELDS)}")
        if not _fits(name, value):
            raise ValueError(f"{value!r} is no value for the capability {name}")
    listed: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in told.items()}
    return replace(known, **listed)


def _fits(name: str, value: object) -> bool:
    if choices := {"thinking": get_args(Thinking), "efforts": LEVELS}.get(name):
        return isinstance(value, list | tuple) and all(word in choices for word in value)
    if name in ("effort", "calm"):
        return value in LEVELS
    if isinstance(_FIELDS[name], bool):
        return isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _known(model_id: str) -> Capabilities:
    _, found, name = model_id.lower().replace(".", "-").rpartition("claude-")
    if not found:
        return _UNKNOWN
    fits = [f for f in _FAMILIES if name.startswith(f)]
    family = max(fits, key=len, default=None)
    if family is None or _ANOTHER_VERSION.match(name[len(family) :]):
        return _UNKNOWN
    return _FAMILIES[family]
