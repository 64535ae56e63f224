"""What a person asked, with who, where and when."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.attachment import Attachment
from bot.conversation.thread import Thread


@dataclass(frozen=True, slots=True)
class Question:
    """One message to the bot, as it waits in the mailbox.

    `text` is what Slack sent, less the mention that called the bot. `ts` orders the questions of a
    thread; `again` tells a repeated question from its first asking (the `action_ts` of the button).
    """

    thread: Thread
    ts: str
    user: str
    text: str
    direct: bool = False
    again: str = ""
    files: tuple[Attachment, ...] = ()

    @property
    def first(self) -> str:
        """`team:channel:ts`: the same for Slack's retries and for the twin of a mention."""
        return f"{self.thread.team}:{self.thread.channel}:{self.ts}"

    @property
    def id(self) -> str:
        """What tells this asking from every other; repeated askings share one reply (`first`)."""
        return f"{self.first}:{self.again}" if self.again else self.first

    @property
    def opens(self) -> bool:
        """Whether its message started the thread, so that nothing was said there before."""
        return self.ts == self.thread.ts
