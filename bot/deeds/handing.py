"""What is asked at one place and answered at another is begun there once, with a link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.directives import behind, carried, summarizes_aside
from bot.conversation.question import ELSEWHERE, Question
from bot.conversation.thread import Thread
from bot.errors import NotAllowed, WrongWords
from bot.ports import Lease, Mailbox, Surface
from bot.ports.evidence import Archive, Board
from bot.reply.characters import still
from bot.reply.unwritten import unwritten
from bot.summary.scope import Scope, summons
from bot.tongue import say

_SHOWN = 600
"""Characters of a question that stand over its answer; the model gets all of them."""


@dataclass(frozen=True, slots=True)
class Handing:
    """Carries what is asked in a channel to where its answer goes."""

    mailbox: Mailbox
    surface: Surface
    archive: Archive
    board: Board

    async def do(self, lease: Lease) -> str:
        """Let it be asked, once: in a thread of the asker's direct messages, or where they chose.

        That is the thread of the message they pointed at, if it may be told there.
        """
        order = lease.question
        asked = await (self._there if order.how == "there" else self._aside)(lease)
        await self.mailbox.put(asked)
        return self._pointer(asked, summarized=order.how not in ELSEWHERE)

    def refused(self, order: Question, code: str) -> str:
        """Nobody can be written to at the other place."""
        if order.how == "there" or code == "messages_tab_disabled":
            return unwritten(code)
        return say(
            "I can't write to you directly, and only you may read this. "
            "Please open a direct message with me, and ask again."
        )

    async def _aside(self, lease: Lease) -> Question:
        """Ask it in the asker's direct messages, under a message of its own."""
        order = lease.question
        direct = await self.board.direct(order.user)
        if order.how in ELSEWHERE:
            asked, title = self._linked(order), await self._title(order)
        else:
            scope = _here(summons(behind(order.text)), order)
            text = f"{carried(order)} {scope.words}".strip()
            asked, title = replace(order, text=text), _summary_of(scope, order)
        asked = replace(asked, thread=replace(order.thread, channel=direct), direct=True)
        return await self._pinned(lease, asked, title)

    async def _there(self, lease: Lease) -> Question:
        """Ask it in the thread of the message that it is about, for all to see."""
        order, about = lease.question, lease.question.about
        if about is None:
            raise NotAllowed("nothing_pointed_at")
        place = Thread(order.thread.team, about.channel, about.root)
        await self.archive.require(replace(order, thread=place), about.channel)
        asked = replace(self._linked(order), thread=place)
        return await self._pinned(lease, asked, await self._title(order), about.root)

    async def _pinned(self, lease: Lease, asked: Question, title: str, root: str = "") -> Question:
        """The question as it stands now that its message does."""
        asked = replace(asked, how="", again="")
        what = {"mark": lease.question.first, "asked": asked, "text": title}
        ts = await self.board.pin(lease, asked.thread.channel, root, **what)
        return replace(asked, thread=replace(asked.thread, ts=root or ts), ts=ts)

    def _linked(self, order: Question) -> Question:
        if order.about is None:
            return order
        at = order.about
        return replace(
            order, about=replace(at, link=self.board.address(at.channel, at.ts, at.root))
        )

    async def _title(self, order: Question) -> str:
        """The message that a question stands under: it quotes it, and nothing in it is a mark."""
        said = await self.surface.plain(replace(order, direct=True))
        shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
        quote = "\n".join(f"> {line}" for line in still(shown).splitlines())
        return f"{await self._head(order)}\n{quote}"

    async def _head(self, order: Question) -> str:
        if about := order.about:
            link = f"<{self.board.address(about.channel, about.ts, about.root)}>"
            if order.how == "there":
                who = still(await self.surface.named(order.user))
                return say("{who} asks about {link}", who=who, link=link)
            return say("You asked about {link}", link=link)
        if order.thread.channel.startswith("D"):  # https://docs.slack.dev: it has no name to show
            return say("You asked:")
        return say("You asked in {where}:", where=f"<#{order.thread.channel}>")

    def _pointer(self, asked: Question, *, summarized: bool) -> str:
        place = asked.thread
        link = f"<{self.board.address(place.channel, asked.ts, place.ts)}>"
        if summarized:
            return say("Only you see the summary: {link}", link=link)
        if asked.direct:
            return say("Only you see the answer: {link}", link=link)
        return say("The answer comes in the thread: {link}", link=link)


def moves(question: Question) -> bool:
    """Whether it is answered at another place than where it was asked."""
    return question.how in ELSEWHERE or summarizes_aside(question)


def beside(order: Question) -> Thread:
    """Where what moves was ordered: in a thread, or in the channel itself."""
    try:
        thread = "" if order.how in ELSEWHERE else summons(behind(order.text)).thread
    except WrongWords:  # it was changed since it was put
        thread = ""
    return replace(order.thread, ts=thread)


def _here(scope: Scope, order: Question) -> Scope:
    """The same, wherever it is read from."""
    placed = scope.channel or (scope.address and not scope.page)
    return scope if placed else replace(scope, channel=order.thread.channel)


def _summary_of(scope: Scope, order: Question) -> str:
    """The message that the summary stands under; `<#C…>` is a name to members alone."""
    if order.files:
        names = ", ".join(file.name or file.id for file in order.files)
        return say("Summary of {what}", what=still(names)[:_SHOWN])
    if scope.address:
        return say("Summary of {what}", what=f"<{scope.address}>")
    where = f"<#{scope.channel}>"
    if scope.thread:
        return say("Summary of a thread in {where}", where=where)
    return say("Summary of {where}", where=where)
