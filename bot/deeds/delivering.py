"""An answer is handed over as a file or a canvas, with the question above and its sources below."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from bot.answer.speech import Speech
from bot.conversation.conversation import Conversation
from bot.conversation.question import Question
from bot.errors import LATER, SlackError
from bot.ports import Lease, Store, Surface
from bot.ports.evidence import Board
from bot.ports.giving import Giving, Paper
from bot.reply.characters import still
from bot.reply.cited import Sources
from bot.reply.inert import inert
from bot.reply.steps import listed
from bot.research.brief import topic
from bot.research.kept import opening, trail
from bot.research.marks import hidden
from bot.tongue import say

log = logging.getLogger(__name__)
TITLE = 150
"""Characters of a title."""


@dataclass(frozen=True, slots=True)
class Delivering:
    """Puts an answer that stands in a thread into something that can be taken from there."""

    store: Store
    surface: Surface
    board: Board
    giving: Giving

    async def do(self, lease: Lease) -> str:
        """As the question's `how` says; who reads the thread may read what comes of it."""
        question = lease.question
        conversation = await self.store.conversation(question.thread)
        asked = await self._asked(conversation, question)
        text = document(conversation, question.first, asked)
        if not text:
            return say("There is nothing to export any more.")
        title = " ".join(asked.split())[:TITLE]
        answer = f"{question.ts.replace('.', '')}-{conversation.kept(question.first)}"
        told = ""
        if question.how == "canvas":
            try:
                return await self._drawn(lease, (title, text), f"canvas {answer}")
            except LATER:
                raise
            except SlackError as error:
                log.info("%s is no canvas: %s", question.id, error)
                told = say("Slack does not take a canvas here, so it comes as a file.")
        paper = Paper(f"research-{answer}.md", inert(text).encode(), title)
        await self.giving.uploads.give(paper, question.thread)
        return told

    def refused(self, _: Question, _code: str) -> str:
        """Neither a canvas nor a file can be put there."""
        return say("Slack does not take the export here.")

    async def _asked(self, conversation: Conversation, question: Question) -> str:
        """What was asked in the beginning, where others went on with it."""
        begun = await self.store.question(trail(conversation, question.first)[-1])
        text = topic((begun or question).text)
        return await self.surface.plain(replace(question, text=text, direct=True))

    async def _drawn(self, lease: Lease, paper: tuple[str, str], mark: str) -> str:
        """Write a canvas, with a link to it in the thread: one for each answer.

        What is said of it to whoever comes late: where it stands.
        """
        thread = lease.question.thread
        if ts := await self.board.stands(lease, thread.channel, thread.ts, mark):
            return _linked(self.board.address(thread.channel, ts, thread.ts))
        said = _linked(await self._written(lease.question, paper))
        await self.board.pin(lease, thread.channel, thread.ts, mark=mark, text=said)
        return ""

    async def _written(self, question: Question, paper: tuple[str, str]) -> str:
        """The address of a new canvas, which those may read who read the thread."""
        users = [question.user] if question.direct else []
        channel = "" if question.direct else question.thread.channel
        return await self.giving.canvases.write(*paper, users, channel)


def _linked(link: str) -> str:
    told = say("The answer as a canvas:")
    return f"{still(told)} <{link}>"


def document(conversation: Conversation, first: str, asked: str) -> str:
    """The Markdown of an answer that stands, as people read it; "" where none does."""
    said = conversation.stands(first)
    if not said:
        return ""
    text = hidden(Speech([*opening(conversation, first), *said]).whole)
    text = Sources.of(conversation).shown(text)
    before = trail(conversation, first)[:0:-1]
    all_ = [turn for name in before for turn in conversation.stands(name)]
    done = listed(Speech([*all_, *said]).steps)
    head = say("What was searched and read")
    steps = f"\n\n## {head}\n\n{done}" if done else ""
    return f"# {' '.join(asked.split())}\n\n{text}{steps}\n"
