"""What somebody thinks of an answer: a thumb up or down, and perhaps why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.conversation.thread import Thread

Thumb = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's newest word on one answer in `thread`.

    `question` is the id of its first asking, `answer` the API's id of the message (`msg_…`; "" if
    it had none), `model` what gave it. `when` is Slack's ts of the press.
    """

    thread: Thread
    question: str
    answer: str
    user: str
    thumb: Thumb
    when: str
    comment: str = ""
    model: str = ""

    @property
    def key(self) -> str:
        """What a newer verdict has in common with the one that it replaces."""
        return f"{self.question} {self.answer} {self.user}"
