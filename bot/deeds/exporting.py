"""A thread is given as files to one person alone, if they may read it at the time they get them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account
from bot.export.copy import Copy
from bot.export.document import document
from bot.export.transcript import transcript
from bot.ports import Lease, Screens, Store, Surface
from bot.ports.evidence import Board
from bot.ports.giving import Paper, Uploads
from bot.reply import words
from bot.rights import Rights
from bot.tongue import say

_NAMED = 100
"""People whose names are looked up; others are told by their ids."""


@dataclass(frozen=True, slots=True)
class Exporting:
    """The one deed behind `!export`, `/threadloom export` and its buttons."""

    store: Store
    surface: Surface
    board: Board
    screens: Screens
    uploads: Uploads
    rights: Rights
    clock: Callable[[], float]

    async def do(self, lease: Lease) -> str:
        """Do what `lease` orders: two files in the asker's direct messages, and a word of it."""
        order = lease.question
        if not await self.rights.belongs(order.user):
            return words.strange()
        if await self.may(order.thread, order.user):
            return await self._given(lease)
        # Where they may not read they can't be told, either: it is said to them directly.
        direct = await self.board.direct(order.user)
        await self.board.pin(lease, direct, "", mark=order.id, text=unknown())
        return ""

    def refused(self, _: Question, _code: str) -> str:
        """Files can't be put into direct messages."""
        return say("I can't bring files to your direct messages.")

    async def may(self, thread: Thread, user: str) -> bool:
        """Whether `user` may read `thread` now; `SlackError` if nobody can tell."""
        if thread.channel.startswith("D"):
            return await self.board.direct(user) == thread.channel
        return await self.screens.member(thread.channel, user)

    async def _given(self, lease: Lease) -> str:
        order = lease.question
        copy = await self._copied(order)
        if not copy.conversation.turns:
            return unknown()
        direct = await self.board.direct(order.user)
        title = say("Here is all that I keep of this thread: {link}", link=f"<{copy.link}>")
        root = await self.board.pin(lease, direct, "", mark=order.id, text=title)
        for paper in papers(copy):
            lease.check()
            await self.uploads.give(paper, Thread(order.thread.team, direct, root))
        link = self.board.address(direct, root)
        return say("The files are in your direct messages: {link}", link=f"<{link}>")

    async def _copied(self, order: Question) -> Copy:
        thread, store = order.thread, self.store
        asked = await store.asked(thread)
        people = list(dict.fromkeys(asked.values()))[:_NAMED]
        feedback = await store.feedback(thread)
        (used,) = await store.usage([Account("thread", str(thread))])
        (settings,) = await store.preferred([Place("thread", str(thread))])
        return Copy(
            thread,
            self.board.address(thread.channel, thread.ts),
            order.user,
            self.clock(),
            await store.conversation(thread),
            asked,
            {user: await self.surface.named(user) for user in people},
            settings,
            used,
            tuple(each for each in feedback if each.user == order.user),
        )


def papers(copy: Copy) -> tuple[Paper, Paper]:
    """To be read by people, and by programs."""
    thread = copy.thread
    name = f"threadloom-{thread.channel}-{thread.ts.replace('.', '-')}"
    told = transcript(copy).encode("utf-8", "replace")
    return (
        Paper(f"{name}.md", told, say("To be read")),
        Paper(f"{name}.json", document(copy), say("All of it, as it is kept")),
    )


def unknown() -> str:
    """What is said of a thread that is not known, or not to whoever asks: nobody learns which."""
    return say("I remember no such thread that you may read.")


def ordered(order: str, thread: Thread, user: str, when: str) -> Question:
    """An order for `thread` that was given elsewhere, at Slack's ts `when`."""
    return replace(Question(thread, when, user, order), direct=thread.channel.startswith("D"))
