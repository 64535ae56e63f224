"""What a person asked, with who, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bot.conversation.attachment import Attachment
from bot.conversation.pointed import Pointed
from bot.conversation.thread import Thread

# fmt: off
How = Literal[
    "", "same", "effort", "search", "changed", "gone", "share", "open", "file", "canvas",
    "aside", "there",
]
# fmt: on
"""Why it is asked: of itself or once more (""); to be answered anew as it was ("same"), with more
effort, with web search; because its words were changed, or because it was taken back ("gone");
to be shown where it is about ("share"), what was answered already; to get a message of ours that
stands for it ("open"); to be exported with its answer, as a "file" or a "canvas"; or to be asked at
another place first, in the asker's direct messages ("aside") or in the thread of `about` ("there").
"""
ELSEWHERE: tuple[How, ...] = ("aside", "there")
"""Those that are handed over to another place, and answered there."""
ANEW: tuple[How, ...] = ("same", "effort", "search")
"""Those in which somebody wants another answer to the same words."""


@dataclass(frozen=True, slots=True)
class Question:
    """One message to the bot, as it waits in the mailbox.

    `text` is what Slack sent, less the mention that called the bot; `edited` is when it was last
    changed, as Slack's ts. `ts` orders the questions of a thread; `again` tells a repeated question
    from its first asking (the `action_ts` of the button), `how` says why it is asked. `about` is a
    message that the asker pointed at.
    """

    thread: Thread
    ts: str
    user: str
    text: str
    direct: bool = False
    again: str = ""
    files: tuple[Attachment, ...] = ()
    edited: str = ""
    how: How = ""
    about: Pointed | None = None

    @property
    def first(self) -> str:
        """`team:channel:ts`: the same for Slack's retries and for the twin of a mention."""
        return f"{self.thread.team}:{self.thread.channel}:{self.ts}"

    @property
    def id(self) -> str:
        """What tells this asking from every other; repeated askings share one reply (`first`)."""
        return f"{self.first}:{self.again}" if self.again else self.first

    @property
    def brings(self) -> bool:
        """Whether something comes along that can be asked about, even without a word."""
        return bool(self.files or self.about)

    @property
    def opens(self) -> bool:
        """Whether its message started the thread, so that nothing was said there before."""
        return self.ts == self.thread.ts


@dataclass(frozen=True, slots=True)
class Asking:
    """What one reply answers: a question, or several that waited together, oldest first.

    `question` stands for all of them; of `parts`, some may have been taken back since (`less`).
    """

    question: Question
    parts: tuple[Question, ...]
    less: bool = False

    @property
    def anew(self) -> str:
        """Which asking wants another answer to words that may have one; "" if none does."""
        return self.question.again if self.question.how in ANEW else ""

    @property
    def of(self) -> str:
        """What tells this wording from others; "" for all of it as it was first asked."""
        if not self.less and not any(part.edited for part in self.parts):
            return ""
        return " ".join(f"{part.ts}@{part.edited}" for part in self.parts)

    @property
    def id(self) -> str:
        """What tells this asking, in this wording, from every other."""
        return f"{self.question.id} {self.of}".rstrip()

    @property
    def users(self) -> tuple[str, ...]:
        """Who asks, each once."""
        return tuple(dict.fromkeys(part.user for part in self.parts))


def asked_at(id_: str) -> Decimal:
    """When the question of that id was asked, as Slack's ts count it: seconds since 1970."""
    return Decimal(id_.split(":")[2])
