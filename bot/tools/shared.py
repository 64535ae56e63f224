"""Several people asked at once: nothing is read for them that one of them may not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.ports import World


@dataclass(frozen=True, slots=True)
class Shared:
    """A `World` as all of `users` know it."""

    world: World
    users: Sequence[str]

    async def zone(self, user: str) -> str:
        """The time zone of one of them."""
        return await self.world.zone(user)

    async def read(self, permalink: str, question: Question) -> list[Said]:
        """The thread behind `permalink`; `NotAllowed` unless each of them may read it."""
        said: list[Said] = []
        for user in self.users or (question.user,):
            said = await self.world.read(permalink, replace(question, user=user))
        return said
