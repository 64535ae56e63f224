"""Questions wait, are held by one worker each, and hear what people wish of them."""

from __future__ import annotations

from typing import Literal, Protocol

from bot.conversation.question import Asking, Question
from bot.conversation.thread import Thread
from bot.conversation.wish import Wish
from bot.reply.journal import Journal

Put = Literal["new", "duplicate", "full", "twin"]
Stopping = Literal["stopped", "idle", "barred"]
Amended = Literal["unknown", "stale", "waiting", "running", "answered"]
TRIES = 5
"""How often anything is taken up before whoever asked is told, and asked to decide."""
DAY = 86_400.0
"""Seconds for which somebody may still wait for an answer; after that, too, they are asked."""


class Putting(Protocol):
    """Lets a question wait, durably, for whoever has it from a person: see `Mailbox.put`."""

    async def __call__(self, question: Question, once: str = "") -> None:
        """`StoreAway` if it can't be promised; `Twice` if it is a twin."""


class Lease(Protocol):
    """A worker's hold on a thread, for one question. It runs out unless renewed."""

    @property
    def question(self) -> Question:
        """The one that stands for all that is asked."""

    @property
    def asking(self) -> Asking:
        """What the reply answers, in the words that were known when it was taken."""

    @property
    def wish(self) -> Wish | None:
        """What is known to be wished of the answer, now."""

    async def wished(self) -> Wish:
        """The same, as soon as there is something."""

    @property
    def token(self) -> int:
        """The fencing token: larger than that of every earlier holder."""

    @property
    def attempt(self) -> int:
        """1 for the first; handing back does not count."""

    @property
    def journal(self) -> Journal:
        """What of the reply is known to be visible, by this holder or an earlier one."""

    def check(self) -> None:
        """`LeaseLost` if the lease may have run out: to be asked before every visible act."""

    async def note(self, journal: Journal) -> None:
        """Write the journal, fenced: `LeaseLost` if somebody else holds the thread by now."""


def tired(lease: Lease) -> bool:
    """Whether that was tried so often that it is over now, and whoever asked is told."""
    return lease.attempt > TRIES


class Mailbox(Protocol):
    """The questions of every thread, in order."""

    async def put(self, question: Question, once: str = "") -> Put:
        """Let `question` wait, durably; `StoreAway` if that can't be promised.

        "twin" if another that was put with the same `once` waits, or was dealt with a moment ago:
        of what people press, however many press it, one is put. "" is like no other.
        """

    async def take(self, wait: float) -> Lease | None:
        """The oldest question of a thread that nobody holds; None after `wait` seconds.

        Plain ones that wait behind it are taken with it, to be answered by the same reply. Who they
        are is decided once: a later holder has the same ones.
        """

    async def renew(self, lease: Lease) -> None: ...
    async def commit(self, lease: Lease, *, heeded: bool = False) -> bool:
        """All that was asked is dealt with: what comes next in its thread may be taken.

        False if meanwhile its words were changed, or it was taken back (and that is not `heeded`):
        handed back, it is taken anew as it is now.
        """

    async def listen(self) -> None:
        """Let the leases of this process hear at once what is wished; `StoreAway` in the end."""

    async def release(self, lease: Lease, *, counted: bool = False) -> None:
        """Hand the question back at once, as if it had never been taken, or as one attempt."""


class Bell(Protocol):
    """What people want of questions that were put already, heard by whoever deals with them."""

    async def stop(self, thread: Thread, user: str, meant: str = "") -> Stopping:
        """End the answer that is being written in `thread`, if it is the one to question `meant`.

        "barred" to somebody who never asked there.
        """

    async def change(self, question: Question) -> tuple[Amended, str]:
        """It has other words since `edited`. What it was, and the id of the first of its reply.

        "waiting" and "running" are seen to; what was "answered" is the caller's to ask again.
        """

    async def withdraw(self, question: Question) -> tuple[Amended, str]:
        """It was taken back; the same."""

    async def first(self, question: Question) -> bool:
        """Whether this message, which does not wait in the mailbox, is told for the first time."""
