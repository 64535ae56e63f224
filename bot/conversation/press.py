"""Somebody uses a control under a reply: who, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_COLONS: Final = 2


@dataclass(frozen=True, slots=True)
class Press:
    """One use of a control, or of a shortcut, by `user` in `channel` of the workspace `team`.

    `ours`: whether they are of that workspace, and no guest from another over Slack Connect.
    `trigger` opens one modal, within 3 s (facts/slack.md §4). `when` is Slack's ts. `once` names
    the control itself, where it stands and with what it carries: the same for whoever presses it,
    and however often.
    """

    team: str
    channel: str
    user: str
    ours: bool
    trigger: str = ""
    when: str = ""
    once: str = ""

    def here(self, value: str) -> bool:
        """Whether `value`, the id of a question or a thread, names one of this channel."""
        return value.startswith(f"{self.team}:{self.channel}:")

    def within(self, value: str) -> bool:
        """Whether `value` is the whole name of a thread of this channel: it may be forged."""
        return self.here(value) and value.count(":") == _COLONS
