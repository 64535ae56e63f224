"""Who answers requests, and what the tools that it calls may ask about the world."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from bot.answer.answer import Delta
from bot.answer.request import Request
from bot.conversation.question import Question
from bot.conversation.quoted import Said


class Model(Protocol):
    """Answers requests."""

    def stream(self, request: Request) -> AsyncGenerator[Sequence[Delta], None]:
        """The answer, piece by piece: the deltas that came together, seldom more than one.

        `ModelError` when it fails, `Interrupted` when it is cut; never before what came is told.
        """


class World(Protocol):
    """What client tools may ask about the people and the places around them."""

    async def zone(self, user: str) -> str:
        """The time zone that `user` lives by, as IANA names it; "" where nobody says."""

    async def read(self, permalink: str, question: Question) -> list[Said]:
        """The thread around the message at `permalink`, oldest first, the newest of it.

        `NotAllowed` unless it may be told to whoever sees the answer to `question`.
        """
