"""What of a reply has become visible, so that another worker can go on with the same messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Phase = Literal["", "intent", "posted", "final"]


@dataclass(frozen=True, slots=True)
class Journal:
    """The trail of one reply.

    `reply` is an opaque random id that Slack keeps in the metadata of each message of the reply.
    `stamps` are Slack's ts of its pages. `shown` is how many characters were visible at the last
    edit that Slack confirmed. Phase "intent": a post was begun that may not have arrived.
    `asking` is the id of the question that was being answered: asked again, it has another one,
    and the journal goes on with the same messages.
    """

    phase: Phase = ""
    reply: str = ""
    stamps: tuple[str, ...] = ()
    shown: int = 0
    asking: str = ""
