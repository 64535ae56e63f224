"""Somebody uses a control under a reply: who, where and when."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Press:
    """One use of a control, or of a shortcut, by `user` in `channel` of the workspace `team`.

    `ours`: whether they are of that workspace, and no guest from another over Slack Connect.
    `trigger` opens one modal, within 3 s (facts/slack.md §4). `when` is Slack's ts.
    """

    team: str
    channel: str
    user: str
    ours: bool
    trigger: str = ""
    when: str = ""

    def here(self, value: str) -> bool:
        """Whether `value`, the id of a question or a thread, names one of this channel."""
        return value.startswith(f"{self.team}:{self.channel}:")
