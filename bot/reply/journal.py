"""What of a reply has become visible, so that another worker can go on with the same messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Phase = Literal["", "intent", "posted", "final"]
KEPT = 2
"""Pages whose text is kept: the last one, and the one that may be on its way."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The trail of one reply.

    `reply` is an opaque random id that Slack keeps in the metadata of each message of the reply.
    `stamps` are Slack's ts of its pages. `shown` is how many characters were visible at the last
    edit that Slack confirmed. Phase "intent": a post was begun that may not have arrived.
    `asking` is the id of the question that was being answered: asked again, it has another one,
    and the journal goes on with the same messages. `pages` are the texts of its pages, "" for all
    but the last `KEPT`: under the last of them an apology is put when a later try says less.
    `live`: the last message, or the one that "intent" means, may be a native stream that goes on.
    `called`: the id of the asking whose people are called to the reply; `call` is the ts of the
    message that does so, "" while nobody knows whether it arrived.
    """

    phase: Phase = ""
    reply: str = ""
    stamps: tuple[str, ...] = ()
    shown: int = 0
    asking: str = ""
    pages: tuple[str, ...] = ()
    live: bool = False
    called: str = ""
    call: str = ""

    @property
    def last(self) -> str:
        """The text of the last message that stands; "" for none, and for one not known."""
        at = len(self.stamps) - 1
        return self.pages[at] if 0 <= at < len(self.pages) else ""

    def showing(self, index: int, page: str) -> tuple[str, ...]:
        """`pages`, once the message at `index`, the last, shows `page`."""
        return texts([*self.pages[:index], *[""] * (index - len(self.pages)), page])


def texts(pages: Sequence[str]) -> tuple[str, ...]:
    """What is kept of `pages`, those that are shown."""
    old = max(0, len(pages) - KEPT)
    return (*[""] * old, *pages[old:])
