"""What our slash commands are called here: each by its name, after the operator's prefix."""

from __future__ import annotations

import re
from dataclasses import dataclass

PREFIX = re.compile(r"[a-z][a-z0-9_-]{0,15}")
"""With it before them our longest names keep to Slack's 32 characters (facts/slack.md §4)."""


@dataclass(frozen=True, slots=True)
class Commands:
    """The one place that knows the prefix, for workspaces where a name of ours is taken.

    `prefix` matches `PREFIX`, such as "tl-", or is "".
    """

    prefix: str = ""

    @property
    def sign(self) -> str:
        """What a command begins with: `/`, or `/tl-`."""
        return f"/{self.prefix}"

    def named(self, name: str) -> str:
        """What people type for the command `name`: `/effort`, or `/tl-effort`."""
        return f"{self.sign}{name}"


PLAIN = Commands()
"""All by their own names."""
