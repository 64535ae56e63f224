"""Where replies appear, and what one person sees of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from bot.answer.steps import Step
from bot.conversation.conversation import Block
from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.thread import Thread
from bot.ports.mailbox import Lease
from bot.reply.furniture import Furniture
from bot.reply.modals import View
from bot.tongue import Remark


class Told(Protocol):
    """What there is to show of an answer that is being said."""

    @property
    def text(self) -> str: ...
    @property
    def doing(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def steps(self) -> Sequence[Step]:
        """What was done for it so far, to be shown as lines or task cards."""


class Reply(Protocol):
    """One answer, as Slack shows it."""

    def show(self, told: Told) -> None:
        """There is more of the answer; it is drawn when its turn comes."""

    async def finish(self, text: str, furniture: Furniture) -> None:
        """The last of it, confirmed by Slack when this returns."""


class Screens(Protocol):
    """What one person is shown alone, beside what stands in the channel."""

    async def open(self, trigger: str, view: View) -> str:
        """Open a modal, and give its id; `SlackError` if the trigger is too old (3 s) or used."""

    async def update(self, id: str, view: View) -> None:  # noqa: A002  Slack's word
        """Show something else in that modal; one that was closed meanwhile is none any more."""

    async def publish(self, user: str, view: View, seen: str = "") -> str:
        """Let the app's Home tab show this to `user` from now on, whether they look or not.

        What Slack calls it, to be `seen` next time; "", and nothing was shown, if another view
        stands there than the one that was `seen`. `SlackError` if Slack won't: `not_enabled`
        without a Home tab, `invalid_arguments` for a view of more than 100 blocks or with blocks
        that are for messages only (Markdown).
        """

    async def tell(self, thread: Thread, user: str, text: str, furniture: Furniture) -> None:
        """Let one person read an answer's Markdown in the thread; `SlackError` if Slack refuses."""

    async def member(self, channel: str, user: str) -> bool:
        """Whether that person is in the channel now; `SlackError` if nobody can tell."""


Here = Literal["in", "out", "archived"]
"""Whether the bot is in a channel, or nobody speaks there any more."""


class Standing(Protocol):
    """Who somebody is in the workspace, now; `SlackError` where nobody can tell."""

    async def belongs(self, user: str) -> bool:
        """Whether they are of it; not who only shares a channel with it, over Slack Connect."""

    async def manages(self, user: str) -> bool:
        """Whether they are an admin or an owner of it, and no guest."""

    async def maker(self, channel: str) -> str:
        """The id of who made a channel; "" where nobody did."""

    async def here(self, channel: str) -> Here:
        """How the bot itself stands in a channel; one that nobody knows it is out of."""


class Surface(Protocol):
    """Where replies appear."""

    def reply(self, lease: Lease) -> AbstractAsyncContextManager[Reply]:
        """A reply to the leased question: a sign of life is visible once this is entered."""

    async def whisper(self, thread: Thread, user: str, text: str) -> None:
        """Tell one person something that nobody else sees and that nobody waits for.

        A `thread` without a ts is the channel itself.
        """

    async def withdraw(self, lease: Lease) -> None:
        """Take back every message of the reply; nothing of it stands once this returns."""

    async def call(self, lease: Lease, users: Sequence[str]) -> None:
        """Call people to the reply that stands: one short message with a link, once an asking.

        Where the bot and one person are alone it mentions nobody. `SlackError` only for `Barred`.
        """

    async def named(self, user: str) -> str:
        """What people call `user`."""

    async def locale(self, user: str) -> str:
        """The language that `user` reads Slack in, as in "pl-PL"; "" where nobody says."""

    def forget(self, user: str) -> None:
        """What is known here of `user` is so no more."""

    async def heard(self, question: Question) -> list[Said]:
        """What people said in the thread before `question`, oldest first, within a cap."""

    async def plain(self, question: Question) -> str:
        """The question's text with names in place of ids."""

    async def opened(self, question: Question) -> tuple[list[Block], list[Remark]]:
        """What the files of `question` hold, and a sentence for each that can't be read."""
