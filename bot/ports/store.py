"""What is remembered: conversations, what people set, what was used, what they think."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.conversation.changed import Changed
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account, Usage
from bot.conversation.verdict import Verdict
from bot.ports.mailbox import Lease


class Store(Protocol):
    """Remembers conversations and preferences."""

    async def conversation(self, thread: Thread) -> Conversation: ...
    async def keep(self, lease: Lease, turns: Sequence[Turn], at: int) -> None:
        """Append what was said in answering one question: once, and only while it is leased.

        The first of `turns` is number `at` of all that are kept of the question.
        """

    async def forget(self, lease: Lease) -> None:
        """All that is kept of the thread of `lease` but what waits there; the order goes last.

        Until `lease` is committed its question is known; done twice it is done once. What Slack
        tells later of what was said before the order is not heard any more.
        """

    async def forget_person(self, team: str, user: str) -> None:
        """All that is theirs alone: what they set and changed, their threads' list, their feedback.

        What they changed for a channel or the workspace stays: a list that who is on it can clear
        would tell nobody anything.
        """

    async def usage(self, accounts: Sequence[Account]) -> list[Usage]:
        """What was used by threads, people, channels or workspaces."""

    async def since(self, thread: Thread) -> str | None:
        """The ts of the question that called the bot into `thread`; None if nobody did."""

    async def asked(self, thread: Thread) -> Mapping[str, str]:
        """Who asked in `thread`: ids of questions to ids of people."""

    async def threads(self, team: str, user: str, most: int) -> list[Thread]:
        """Where somebody asked, the newest first: as far back as conversations are kept."""

    async def waiting(self, team: str, user: str) -> int:
        """How many questions of somebody wait in their threads, those being answered included."""

    async def question(self, id: str) -> Question | None:  # noqa: A002  the design's word
        """A question that was put before, to ask it again; None too if it was taken back."""

    async def preferred(self, places: Sequence[Place]) -> list[Mapping[str, str]]:
        """What is set at each of `places`: dial name to value, in the words it was set with."""

    async def prefer(
        self, place: Place, dial: str, value: str | None, *, by: str = "", rival: str = ""
    ) -> None:
        """Set one dial at one place, or clear it; a value that is set clears `rival` there.

        In the same step it is kept that `by`, a user's id, did so, unless nothing is changed by it.
        """

    async def changes(self, place: Place, most: int = 100) -> list[Changed]:
        """What was changed at `place`, the newest first; of a workspace, in its channels, too.

        Kept are 400 days, or as long as a conversation for a thread; and at most the newest 500 of
        a workspace, 500 of all of its channels, and 100 of a person or a thread.
        """

    async def judge(self, verdict: Verdict) -> None:
        """Keep what somebody thinks of an answer, in place of what they thought of it before.

        `Forgotten` if the answer was.
        """

    async def feedback(self, thread: Thread) -> list[Verdict]:
        """What people think of the answers in `thread`, oldest first; each person's newest word."""

    async def judged(self, team: str) -> list[Thread]:
        """The threads of a workspace with feedback that is still kept, the newest first."""
