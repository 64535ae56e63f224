"""Which Slack thread we are in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thread:
    """One Slack thread, the place where a conversation is held.

    `team` and `channel` are Slack ids; `ts` is the timestamp of the message that started it.
    """

    team: str
    channel: str
    ts: str

    def __str__(self) -> str:
        return f"{self.team}:{self.channel}:{self.ts}"

    @classmethod
    def parse(cls, text: str) -> Thread:
        """The thread that `str` wrote; `ValueError` for anything else."""
        team, channel, ts = text.split(":")
        return cls(team, channel, ts)
