"""What each family of models takes: the one table, from messages.md §2.1, §2.3 and §5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sampling = Literal["free", "fixed"]
_LOW_TO_HIGH = ("low", "medium", "high")
_WITH_MAX = (*_LOW_TO_HIGH, "max")
_ALL = (*_LOW_TO_HIGH, "xhigh", "max")


@dataclass(frozen=True, slots=True)
class Family:
    """What one family accepts.

    thinking: the types it takes; thinks: what it does when the request says nothing;
    efforts: levels, none means that the parameter itself is refused; calm: the highest effort at
    which thinking may be disabled; sampling: "fixed" refuses all but the defaults; forced: whether
    tool_choice may force a tool; binds: whether thinking is bound to its conversation; cached:
    the shortest prefix (tokens) that is cached; compacts: whether it folds long conversations;
    window and longest: tokens in and out.
    """

    ids: tuple[str, ...]
    thinking: tuple[str, ...]
    thinks: bool = False
    efforts: tuple[str, ...] = _ALL
    effort: str = "high"
    calm: str = "max"
    sampling: Sampling = "fixed"
    prefill: bool = False
    forced: bool = True
    binds: bool = False
    summarized: bool = False
    system_turns: bool = False
    cached: int = 1024
    compacts: bool = True
    window: int = 1_000_000
    longest: int = 128_000


FAMILIES = (
    Family(
        ("claude-fable-5-2", "claude-fable-5-1", "claude-mythos-5-2", "claude-mythos-5-1"),
        ("adaptive",),
        thinks=True,
        forced=False,
        binds=True,
        system_turns=True,
        cached=512,
    ),
    Family(
        ("claude-fable-5", "claude-mythos-5"),
        ("adaptive",),
        thinks=True,
        system_turns=True,
        cached=512,
    ),
    Family(
        ("claude-opus-5-5",),
        ("adaptive",),
        thinks=True,
        effort="medium",
        forced=False,
        binds=True,
        system_turns=True,
        cached=512,
    ),
    Family(
        ("claude-opus-5",),
        ("adaptive", "disabled"),
        thinks=True,
        calm="high",
        system_turns=True,
        cached=512,
    ),
    Family(
        ("claude-sonnet-5-5",),
        ("adaptive", "between_tools"),
        thinks=True,
        forced=False,
        binds=True,
        system_turns=True,
        cached=512,
    ),
    Family(("claude-sonnet-5",), ("adaptive", "disabled"), thinks=True),
    Family(
        ("claude-haiku-5-5",),
        ("adaptive", "disabled"),
        thinks=True,
        effort="medium",
        calm="high",
        binds=True,
    ),
    Family(("claude-opus-4-8",), ("adaptive", "disabled"), system_turns=True),
    Family(("claude-opus-4-7",), ("adaptive", "disabled"), cached=2048),
    Family(
        ("claude-opus-4-6",),
        ("enabled", "adaptive", "disabled"),
        efforts=_WITH_MAX,
        sampling="free",
        summarized=True,
        cached=4096,
    ),
    Family(
        ("claude-sonnet-4-6",),
        ("enabled", "adaptive", "disabled"),
        efforts=_WITH_MAX,
        sampling="free",
        summarized=True,
    ),
    Family(
        ("claude-opus-4-5-20251101",),
        ("enabled", "disabled"),
        efforts=_LOW_TO_HIGH,
        sampling="free",
        prefill=True,
        summarized=True,
        cached=4096,
        compacts=False,
        window=200_000,
        longest=64_000,
    ),
    Family(
        ("claude-sonnet-4-5-20250929",),
        ("enabled", "disabled"),
        efforts=(),
        sampling="free",
        prefill=True,
        summarized=True,
        compacts=False,
        window=200_000,
        longest=64_000,
    ),
    Family(
        ("claude-haiku-4-5-20251001",),
        ("enabled", "disabled"),
        efforts=(),
        sampling="free",
        prefill=True,
        summarized=True,
        cached=4096,
        compacts=False,
        window=200_000,
        longest=64_000,
    ),
)

_DATE = re.compile(r"-\d{8}$")


def find(model: str) -> tuple[str, Family] | None:
    """The full id and the family of a model, which may be named without its date."""
    for family in FAMILIES:
        for full in family.ids:
            if model in (full, _DATE.sub("", full)):
                return full, family
    return None
