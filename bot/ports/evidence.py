"""What a summary needs of the world: what stands in Slack, and where to begin or to share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from bot.conversation.attachment import Attachment
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.ports.mailbox import Lease
from bot.summary.record import Record
from bot.summary.scope import Scope


class Archive(Protocol):
    """What stands in Slack, for whoever may read it."""

    @property
    def site(self) -> str:
        """The address of the workspace, with a slash at its end."""

    async def require(self, question: Question, channel: str) -> None:
        """`NotAllowed` unless `channel` may be told to whoever sees the answer to `question`."""

    async def file(self, address: str, question: Question) -> Attachment:
        """The file at a permalink, still to be opened; `NotAllowed` unless the asker may read it.

        That is where it is shared in a channel that may be told to whoever sees the answer.
        """

    async def gather(
        self, scope: Scope, question: Question, reach: tuple[str, str], told: Callable[[int], None]
    ) -> Record:
        """All that was said in `scope` after the first ts of `reach` and before the other.

        The first "" is the ts at which the asker last spoke, or as far as `scope.newest` goes.
        `told` hears how many messages were met so far. `NotAllowed` unless the asker may read it.
        """


class Board(Protocol):
    """Messages that begin something: each stands once, however often it is pinned."""

    async def direct(self, user: str) -> str:
        """The channel in which the bot and `user` talk alone; `Gone` where they can't."""

    async def pin(self, lease: Lease, channel: str, root: str, **said: Any) -> str:
        """Say it in `channel`, in the thread `root` unless that is ""; the ts at which it stands.

        `said` is `mark`, which tells it from all else that we say, and what it shows. `asked` is
        the question that is answered under it, for whoever looks for lost ones.
        """

    async def stands(self, lease: Lease, channel: str, root: str, mark: str) -> str:
        """The ts at which what bears `mark` was pinned before; "" where it was not."""

    def address(self, channel: str, ts: str, root: str = "") -> str:
        """The permalink of a message."""

    def thread(self, address: str) -> Thread | None:
        """The thread of the message at `address`, as people paste it; None if it is none here."""
